package dev.tidemark.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static String of(@Nullable Object... values) {
        Fingerprint fingerprint = new Fingerprint();
        Arrays.stream(values).forEach(fingerprint::addValue);
        return fingerprint.toId();
    }

    @Property
    void shouldTellSequencesOfTextsApart(@ForAll List<String> one, @ForAll List<String> other) {
        assertThat(of(one.toArray()).equals(of(other.toArray()))).isEqualTo(one.equals(other));
    }

    @Test
    void shouldTellValuesOfDifferentKindsApart() {
        List<String> ids = new ArrayList<>();
        ids.add(of());
        ids.add(of((Object) null));
        for (Object value :
                List.of(
                        "",
                        "1",
                        1L,
                        1.0,
                        true,
                        false,
                        List.of(),
                        Map.of(),
                        List.of("1"),
                        -0.0,
                        0.0)) {
            ids.add(of(value));
        }
        ids.add(of("a", "b"));
        ids.add(of("ab", ""));
        ids.add(of(List.of("a"), "b"));
        ids.add(of(List.of("a", "b")));
        ids.add(of(Map.of("a", "b")));

        assertThat(ids)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).matches("[A-Za-z0-9_-]{22}"));
    }

    @Test
    void shouldTakeObjectsInTheOrderOfTheirKeys() {
        Map<String, Object> one = new LinkedHashMap<>(Map.of("a", 1L));
        one.put("b", Map.of());
        Map<String, Object> other = new LinkedHashMap<>(Map.of("b", Map.of()));
        other.put("a", 1);

        assertThat(of(one)).isEqualTo(of(other));
    }

    @Test
    void shouldBeginAnewAfterEachId() {
        Fingerprint fingerprint = new Fingerprint();

        assertThat(fingerprint.add("a").toId()).isEqualTo(fingerprint.add("a").toId());
    }

    @Test
    void shouldRefuseWhatIsNoMetadata() {
        assertThatThrownBy(() -> of(BigInteger.ONE)).isInstanceOf(IllegalArgumentException.class);
    }
}
