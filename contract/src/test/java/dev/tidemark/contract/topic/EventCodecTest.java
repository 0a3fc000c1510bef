package dev.tidemark.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventCodecTest {

    @Test
    void shouldWriteAnEventAsPlainJson() {
        MetricEvent event =
                new MetricEvent(
                        "acme", "e1", "page_view", 1.5, "u1", Map.of("page", "/home"), 1000, 1004);

        assertThat(new String(EventCodec.encode(event), StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        {"tenant":"acme","id":"e1","type":"page_view","value":1.5,"userId":"u1",\
                        "metadata":{"page":"/home"},"timestamp":1000,"acceptedAt":1004}""");
    }

    @Test
    void shouldWriteMetadataThatIsTextAsItIs() {
        String text = "{\"page\" : \"/home\", \"n\":1.50}";
        Map<String, @Nullable Object> metadata =
                JsonObject.ofChecked(text.getBytes(StandardCharsets.UTF_8));
        MetricEvent event = new MetricEvent("acme", "e1", "a", 1, null, metadata, 1000, 1004);

        byte[] record = EventCodec.encode(event);

        assertThat(record).asString(StandardCharsets.UTF_8).contains("\"metadata\":" + text);
        assertThat(EventCodec.decode(record)).isEqualTo(new Decoded.Event(event));
        assertThat(event.metadata())
                .hasSize(2)
                .containsEntry("page", "/home")
                .isEqualTo(Map.of("page", "/home", "n", 1.5));
    }

    @Test
    void shouldReadBackAnyJsonInTheMetadata() {
        List<@Nullable Object> array = new ArrayList<>();
        array.add(null);
        array.add(true);
        array.add(Map.of());
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("nested", Map.of("a", List.of(1, 2.5, "x")));
        metadata.put("array", array);
        metadata.put("null", null);
        metadata.put("quote\" and é", "\u0000 \uD83D\uDE00");
        metadata.put("big", new BigInteger("123456789012345678901234567890"));
        MetricEvent event = new MetricEvent("t", "i", "a", 1, null, metadata, 5, 6);

        assertThat(EventCodec.decode(EventCodec.encode(event))).isEqualTo(new Decoded.Event(event));
    }

    @Property
    void shouldReadBackTheEventThatItWrote(
            @ForAll String id, @ForAll String userId, @ForAll double value, @ForAll int time) {
        MetricEvent event =
                new MetricEvent("t", id, "a", value, userId, Map.of(), Math.abs((long) time), 7);

        assertThat(EventCodec.decode(EventCodec.encode(event))).isEqualTo(new Decoded.Event(event));
    }

    @Property
    void shouldNeverThrowForWhatARecordHolds(@ForAll byte[] record) {
        assertThat(EventCodec.decode(record)).isInstanceOf(Decoded.Undecodable.class);
    }

    @Test
    void shouldSkipFieldsOfANewerRelease() {
        byte[] record =
                """
                {"tenant":"t","id":"i","type":"a","value":1,"timestamp":5,"new":{"x":[1,{}]}}"""
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(EventCodec.decode(record))
                .isEqualTo(
                        new Decoded.Event(new MetricEvent("t", "i", "a", 1, null, Map.of(), 5, 5)));
    }

    @Test
    void shouldNotQuoteLongOrForeignBytesInTheReason() {
        byte[] record = "{\"tenant\":\"t\" oops\n}".getBytes(StandardCharsets.UTF_8);

        assertThat(EventCodec.decode(record))
                .isInstanceOfSatisfying(
                        Decoded.Undecodable.class,
                        undecodable ->
                                assertThat(undecodable.reason())
                                        .startsWith("the value is not JSON: ")
                                        .doesNotContain("\n"));
    }
}
