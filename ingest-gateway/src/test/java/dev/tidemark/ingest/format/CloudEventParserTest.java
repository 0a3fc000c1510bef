package dev.tidemark.ingest.format;

import static dev.tidemark.ingest.Mutations.mutated;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.http.Problem.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventParserTest {

    private static final long NOW = Instant.parse("2026-11-24T12:00:00Z").toEpochMilli();
    private static final String EVENT =
            """
            {"specversion": "1.0", "id": "17", "source": "/shop", "type": "order.paid",
             "time": "2026-11-24T12:59:58.5+01:00", "datacontenttype": "application/json; charset=utf-8",
             "data": {"value": 9.5, "userId": "u1", "metadata": {"page": "/cart"}}}
            """;

    private final CloudEventParser parser = new CloudEventParser(Duration.ofDays(1));

    private Parsed parse(String body) {
        return parser.parse(body.getBytes(UTF_8), NOW);
    }

    private Parsed.Valid valid(String body) {
        assertThat(parse(body)).isInstanceOf(Parsed.Valid.class);
        return (Parsed.Valid) parse(body);
    }

    private List<String> errors(String body) {
        assertThat(parse(body)).isInstanceOf(Parsed.Invalid.class);
        return ((Parsed.Invalid) parse(body)).errors().stream().map(FieldError::toString).toList();
    }

    @Test
    void shouldReadACloudEvent() {
        Parsed.Valid event = valid(EVENT);

        assertThat(event.type()).isEqualTo("order.paid");
        assertThat(event.value()).isEqualTo(9.5);
        assertThat(event.userId()).isEqualTo("u1");
        assertThat(event.metadata()).isEqualTo(Map.of("page", "/cart"));
        assertThat(event.timestampMs()).isEqualTo(NOW - 1_500);
        assertThat(event.ignored()).isEmpty();
        assertThat(event.clientId()).matches("ce-[A-Za-z0-9_-]{22}");
    }

    @Test
    void shouldReadFieldsInAnyOrder() {
        Parsed.Valid event =
                valid(
                        """
                        {"data":{"metadata":null,"value":1},"type":"a","source":"s","id":"1",
                         "specversion":"1.0","time":null,"datacontenttype":null}
                        """);

        assertThat(event.value()).isEqualTo(1);
        assertThat(event.timestampMs()).isEqualTo(NOW);
    }

    /** An id is unique within its source, and the event's within its tenant. */
    @Test
    void shouldMakeTheIdOfSourceAndId() {
        String same = valid(EVENT.replace("9.5", "1")).clientId();
        String otherId = valid(EVENT.replace("\"17\"", "\"7\"")).clientId();
        String otherSource = valid(EVENT.replace("/shop", "/shop1")).clientId();
        String shifted =
                valid(EVENT.replace("/shop", "/shop1").replace("\"17\"", "\"7\"")).clientId();

        assertThat(same).isEqualTo(valid(EVENT).clientId());
        assertThat(List.of(String.valueOf(same), String.valueOf(otherId)))
                .doesNotHaveDuplicates()
                .doesNotContain(String.valueOf(otherSource), String.valueOf(shifted));
        assertThat(shifted).isNotEqualTo(otherSource);
    }

    @Test
    void shouldNameWhatItLeavesOut() {
        Parsed.Valid event =
                valid(
                        EVENT.replace("{\"value\"", "{\"more\": [1], \"value\"")
                                .replace(
                                        "\"data\"",
                                        "\"subject\": \"x\", \"data.value\": 3, \"data\""));

        assertThat(event.ignored()).containsExactly("subject", "data.value", "data.more");
        assertThat(event.value()).isEqualTo(9.5);
    }

    @Test
    void shouldTellEverythingThatIsMissing() {
        assertThat(errors("{}"))
                .containsExactly(
                        "specversion: must be \"1.0\"",
                        "source: must be a string of 1 to 2048 Unicode characters",
                        "id: must be a string of 1 to 2048 Unicode characters",
                        "type: must match [a-z][a-z0-9_.]{0,63} (lower-case letters, digits, '_'"
                                + " and '.')",
                        "data.value: must be a finite number");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"1.0\"|\"0.3\"|specversion: must be \"1.0\"",
                "\"1.0\"|1.0|specversion: must be \"1.0\"",
                "\"17\"|\"\"|id: must be a string of 1 to 2048 Unicode characters",
                "\"/shop\"|7|source: must be a string of 1 to 2048 Unicode characters",
                "\"order.paid\"|\"com.Example\"|type: must match",
                "2026-11-24T12:59:58.5+01:00|yesterday|time: must be a time as RFC 3339 has it",
                "2026-11-24T12:59:58.5+01:00|2026-11-24T12:59:58|time: must be a time as RFC 3339 has it",
                "2026-11-24T12:59:58.5+01:00|2020-01-01T00:00:00Z|time: must be, in milliseconds since the epoch, from",
                "2026-11-24T12:59:58.5+01:00|+999999999-01-01T00:00:00Z|time: must be",
                "\"2026-11-24T12:59:58.5+01:00\"|5|time: must be a time as RFC 3339 has it",
                "application/json; charset=utf-8|text/xml|datacontenttype: must be a media type of JSON",
                "9.5|\"9.5\"|data.value: must be a finite number",
                "\"u1\"|\"\"|data.userId: must be a string of 1 to 256 Unicode characters",
                "{\"page\": \"/cart\"}|[]|data.metadata: must be a JSON object"
            })
    void shouldSayWhatIsWrong(String right, String wrong, String rule) {
        assertThat(errors(EVENT.replace(right, wrong))).singleElement().asString().startsWith(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"data\": [], \"x\"", "\"data\": 7, \"x\"", "\"data_base64\""})
    void shouldTakeDataOnlyAsAnObject(String data) {
        assertThat(errors(EVENT.replace("\"data\"", data)))
                .anyMatch(error -> error.startsWith("data") && error.contains("a JSON object"));
    }

    @Test
    void shouldSayThatItIsNoJson() {
        assertThat(errors("[" + EVENT + "]")).containsExactly("body: must be a JSON object");
        assertThat(errors(EVENT.substring(0, 120)).getFirst())
                .startsWith("body: must be valid JSON");
        assertThat(errors(EVENT.replace("\"userId\"", "\"value\"")).getFirst())
                .startsWith("value: must occur only once in its object");
    }

    @Property(tries = 2_000)
    void shouldNeverThrow(
            @ForAll @Size(min = 1, max = 6) List<Integer> places,
            @ForAll @Size(min = 1, max = 6) byte[] with) {
        byte[] body = mutated(EVENT.getBytes(UTF_8), places, with);

        assertThat(new CloudEventParser(Duration.ofDays(1)).parse(body, NOW)).isNotNull();
    }
}
