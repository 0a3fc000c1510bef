package dev.tidemark.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_.]{0,63}");
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    @Property
    void shouldAgreeWithTheRulesInWords(
            @ForAll @StringLength(max = 70) @Chars({'a', 'z', 'A', '0', '_', '.', '-', ' ', 'é'})
                    String name) {
        assertThat(Names.isType(name)).isEqualTo(TYPE.matcher(name).matches());
        assertThat(Names.isTenant(name)).isEqualTo(TENANT.matcher(name).matches());
    }

    @ParameterizedTest
    @ValueSource(strings = {"page_view", "user_action", "api_call", "error", "performance", "a.b"})
    void shouldTakeTheTypesOfTheOriginalExampleAndOthers(String type) {
        assertThat(Names.isType(type)).isTrue();
    }
}
