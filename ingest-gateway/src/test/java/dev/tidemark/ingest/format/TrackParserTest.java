package dev.tidemark.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.http.Problem.FieldError;
import dev.tidemark.contract.topic.Decoded;
import dev.tidemark.contract.topic.EventCodec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackParserTest {

    private static final long NOW = 1_764_000_000_000L;
    private static final long DAY = 86_400_000L;
    private static final long FIVE_MINUTES = 300_000L;

    private final TrackParser parser = new TrackParser(Duration.ofMillis(DAY));

    private Parsed parse(String json) {
        return parser.parse(json.getBytes(UTF_8), NOW);
    }

    private List<FieldError> errorsOf(String json) {
        return errorsOf(json.getBytes(UTF_8));
    }

    private List<FieldError> errorsOf(byte[] body) {
        Parsed parsed = parser.parse(body, NOW);
        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        return ((Parsed.Invalid) parsed).errors();
    }

    private Parsed.Valid valid(String json) {
        Parsed parsed = parse(json);
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        return (Parsed.Valid) parsed;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{ \"a\" : 1.50e2 , \"b\":[ true,{} ] }",
                "{\"\u00fc\":\"\\ud83d\\ude00 \uD83D\uDE00\",\"n\":12345678901234567890123}"
            })
    void shouldPassMetadataOnAsItWasWritten(String metadata) {
        byte[] before = "xx{\"type\":\"a\",\"value\":1,\"metadata\":".getBytes(UTF_8);
        byte[] body = (new String(before, UTF_8) + metadata + ",\"id\":\"i\"}yy").getBytes(UTF_8);

        Parsed parsed = parser.parse(body, 2, body.length - 4, NOW);
        Arrays.fill(body, (byte) 'z');

        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        MetricEvent event = ((Parsed.Valid) parsed).toEvent("acme", "i", NOW);
        String record = new String(EventCodec.encode(event), UTF_8);
        assertThat(record).contains("\"metadata\":" + metadata + ",");
        assertThat(EventCodec.decode(record.getBytes(UTF_8))).isEqualTo(new Decoded.Event(event));
    }

    @Test
    void shouldWriteMetadataOnOneLine() {
        Parsed.Valid event =
                valid("{\"type\":\"a\",\"value\":1,\"metadata\":{\r\n\t\"page\":\n\"/\"}}");

        assertThat(EventCodec.encode(event.toEvent("acme", "i", NOW)))
                .asString(UTF_8)
                .contains("\"metadata\":{\"page\":\"/\"}")
                .doesNotContain("\n", "\r", "\t");
    }

    @Test
    void shouldTakeTheFewestFields() {
        Parsed.Valid event = valid("{\"type\":\"page_view\",\"value\":1}");

        assertThat(event.type()).isEqualTo("page_view");
        assertThat(event.value()).isEqualTo(1);
        assertThat(event.clientId()).isNull();
        assertThat(event.userId()).isNull();
        assertThat(event.metadata()).isEmpty();
        assertThat(event.timestampMs()).isEqualTo(NOW);
        assertThat(event.ignored()).isEmpty();
    }

    @Test
    void shouldTakeEveryField() {
        Parsed.Valid event =
                valid(
                        """
                        {"id":"a b","timestamp":1763999999999,"metadata":{"page":"/home","n":[1,2.5,
                        {"deep":null}],"ok":true},"userId":"\\ud83d\\ude00","value":-1.5e3,
                        "type":"api.call_2"}
                        """);

        assertThat(event.clientId()).isEqualTo("a b");
        assertThat(event.timestampMs()).isEqualTo(NOW - 1);
        assertThat(event.userId()).isEqualTo("\ud83d\ude00");
        assertThat(event.value()).isEqualTo(-1500);
        assertThat(event.metadata().toString())
                .isEqualTo("{page=/home, n=[1, 2.5, {deep=null}], ok=true}");
    }

    @Test
    void shouldTakeNullAsAbsent() {
        Parsed.Valid event =
                valid(
                        "{\"type\":\"a\",\"value\":1,\"userId\":null,\"id\":null,"
                                + "\"metadata\":null,\"timestamp\":null}");

        assertThat(event.clientId()).isNull();
        assertThat(event.metadata()).isEmpty();
        assertThat(event.timestampMs()).isEqualTo(NOW);
    }

    @Test
    void shouldNameUnknownFieldsInTheirOrder() {
        Parsed.Valid event =
                valid("{\"userID\":{\"x\":[1]},\"type\":\"a\",\"value\":1,\"count\":[]}");

        assertThat(event.ignored()).containsExactly("userID", "count");
    }

    @Test
    void shouldIgnoreAByteOrderMark() {
        assertThat(parse("\ufeff{\"type\":\"a\",\"value\":1}")).isInstanceOf(Parsed.Valid.class);
    }

    @Test
    void shouldTellAllWrongFieldsTogether() {
        List<FieldError> errors =
                errorsOf(
                        "{\"value\":\"1\",\"userId\":7,\"id\":\"\",\"metadata\":[1],"
                                + "\"timestamp\":1.5}");

        assertThat(errors)
                .extracting(FieldError::field)
                .containsExactly("value", "userId", "id", "metadata", "timestamp", "type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"Page\"",
                "\"1a\"",
                "\"a b\"",
                "7",
                "null",
                "true",
                "{}",
                "[\"a\"]",
                "\"a\\u0000\"",
                "\"\\ud800\""
            })
    void shouldRefuseAsType(String type) {
        assertThat(errorsOf("{\"type\":" + type + ",\"value\":1}"))
                .extracting(FieldError::field)
                .containsExactly("type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"1\"",
                "null",
                "true",
                "{}",
                "[1]",
                "1e999",
                "-1e999999999",
                "{\"value\":1}"
            })
    void shouldRefuseAsValue(String value) {
        assertThat(errorsOf("{\"value\":" + value + ",\"type\":\"a\"}"))
                .containsExactly(new FieldError("value", "must be a finite number"));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0.0,-0.0",
        "1e308,1e308",
        "1e-999,0",
        "9223372036854775808,9.2233720368547758E18"
    })
    void shouldTakeAsValue(String written, double value) {
        assertThat(valid("{\"type\":\"a\",\"value\":" + written + "}").value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "7", "[]", "{}", "false", "\"a\\ud800\"", "\"\\udc00\\ud800\""})
    void shouldRefuseAsUserIdAndId(String text) {
        assertThat(
                        errorsOf(
                                "{\"type\":\"a\",\"value\":1,\"userId\":%s,\"id\":%s}"
                                        .formatted(text, text)))
                .extracting(FieldError::field)
                .containsExactly("userId", "id");
    }

    @Test
    void shouldBoundTheLengthOfUserIdAndId() {
        String fits = "\ud83d\ude00".repeat(128);

        assertThat(valid(withIds(fits + fits, fits)).clientId()).isEqualTo(fits);
        assertThat(errorsOf(withIds(fits + fits + "a", fits + "a")))
                .extracting(FieldError::field)
                .containsExactly("userId", "id");
    }

    private static String withIds(String userId, String id) {
        return "{\"type\":\"a\",\"value\":1,\"userId\":\"%s\",\"id\":\"%s\"}".formatted(userId, id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000", "a\\nb", "\\u007f", "\\u0085"})
    void shouldRefuseControlCharactersInId(String id) {
        assertThat(errorsOf(withIds("u", id)))
                .containsExactly(new FieldError("id", "must not contain control characters"));
    }

    @Test
    void shouldTakeTimestampsAtTheirBounds() {
        assertThat(valid(withTimestamp(NOW - DAY)).timestampMs()).isEqualTo(NOW - DAY);
        assertThat(valid(withTimestamp(NOW + FIVE_MINUTES)).timestampMs())
                .isEqualTo(NOW + FIVE_MINUTES);
    }

    private static String withTimestamp(Object timestamp) {
        return "{\"type\":\"a\",\"value\":1,\"timestamp\":%s}".formatted(timestamp);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1763913599999",
                "1764000300001",
                "1764000000",
                "-1",
                "0",
                "1764000000000.0",
                "1.764e12",
                "\"1764000000000\"",
                "9223372036854775807",
                "9223372036854775808",
                "{}",
                "[1764000000000]",
                "true"
            })
    void shouldRefuseAsTimestamp(String timestamp) {
        assertThat(errorsOf(withTimestamp(timestamp)))
                .extracting(FieldError::field)
                .containsExactly("timestamp");
    }

    static Stream<String> wrongMetadata() {
        String keys =
                String.join(",", IntStream.range(0, 65).mapToObj("\"k%d\":1"::formatted).toList());
        return Stream.of(
                "[]",
                "\"text\"",
                "1",
                "{\"a\":1e999999999}",
                "{\"a\":[-1e400]}",
                "{\"a\":\"\\ud800\"}",
                "{" + keys + "}",
                "{\"a\":{" + keys.substring(7) + "}}",
                nested(9),
                nested(31),
                nested(10_000),
                "{\"a\":" + "[".repeat(8) + "]".repeat(8) + "}",
                "{\"a\":" + "9".repeat(100_000) + "}");
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    @ParameterizedTest
    @MethodSource("wrongMetadata")
    void shouldRefuseAsMetadata(String metadata) {
        assertThat(errorsOf("{\"type\":\"a\",\"value\":1,\"metadata\":" + metadata + "}"))
                .extracting(FieldError::field)
                .containsExactly("metadata");
    }

    @Test
    void shouldReadOnBehindWrongMetadata() {
        assertThat(errorsOf("{\"metadata\":" + nested(12) + ",\"value\":\"x\",\"type\":\"a\"}"))
                .extracting(FieldError::field)
                .containsExactly("metadata", "value");
    }

    @Test
    void shouldTakeMetadataAtItsLimits() {
        String keys =
                String.join(",", IntStream.range(0, 56).mapToObj("\"k%d\":1"::formatted).toList());
        String deepest = nested(MetadataReader.MAX_DEPTH);

        assertThat(
                        valid(
                                        "{\"type\":\"a\",\"value\":1,\"metadata\":{%s,%s}"
                                                .formatted(keys, deepest.substring(1)))
                                .metadata())
                .hasSize(57);
    }

    static Stream<String> notJson() {
        return Stream.of(
                "",
                " \n",
                "null",
                "1",
                "[]",
                "[{\"type\":\"a\",\"value\":1}]",
                "\"text\"",
                "{",
                "{\"type\"",
                "{\"type\":\"a\",\"value\":1",
                "{\"type\":\"a\",\"value\":1}}",
                "{\"type\":\"a\",\"value\":1} {}",
                "{\"type\":\"a\",\"value\":1} x",
                "{\"type\":\"a\",\"value\":1}\0",
                "{\"type\":\"a\",\"value\":NaN}",
                "{\"type\":\"a\",\"value\":Infinity}",
                "{\"type\":\"a\",\"value\":+1}",
                "{\"type\":\"a\",\"value\":01}",
                "{\"type\":\"a\",\"value\":1,}",
                "{'type':'a','value':1}",
                "{type:\"a\",value:1}",
                "{\"type\":\"a\nb\",\"value\":1}",
                "{\"type\":\"a\",\"value\":1 /* c */}",
                "{\"type\":\"\\x\",\"value\":1}",
                "{\"type\":\"\\u12\",\"value\":1}");
    }

    @ParameterizedTest
    @MethodSource("notJson")
    void shouldRefuseWhatIsNotAJsonObject(String body) {
        assertThat(parse(body))
                .isInstanceOfSatisfying(
                        Parsed.Invalid.class,
                        invalid -> {
                            assertThat(invalid.code()).isEqualTo(Parsed.INVALID_JSON);
                            assertThat(invalid.errors())
                                    .extracting(FieldError::field)
                                    .containsExactly("body");
                        });
    }

    @Test
    void shouldSayWhereJsonIsBrokenWithoutNamingItsParser() {
        assertThat(errorsOf("{\"type\":\"a\",\n \"value\":x}"))
                .containsExactly(
                        new FieldError(
                                "body", "must be valid JSON: unexpected text (line 2, column 10)"));
        assertThat(errorsOf("{\"type\":\"a\""))
                .singleElement()
                .asString()
                .startsWith("body: must be valid JSON: it ends too early (line 1, column ")
                .doesNotContainIgnoringCase("jackson")
                .doesNotContain("Source");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            delimiter = '|',
            value = {
                "{\"type\":\"a\",\"value\":1,\"value\":2}|value",
                "{\"x\":1,\"type\":\"a\",\"value\":1,\"x\":2}|x",
                "{\"type\":\"a\",\"value\":1,\"metadata\":{\"k\":1,\"k\":1}}|k"
            })
    void shouldRefuseAFieldThatComesTwice(String body, String field) {
        assertThat(errorsOf(body))
                .singleElement()
                .satisfies(
                        error -> {
                            assertThat(error.field()).isEqualTo(field);
                            assertThat(error.rule())
                                    .startsWith("must occur only once in its object (line 1,");
                        });
    }

    @Test
    void shouldNameTheFieldThatBreaksALimitOfTheParser() {
        String digits = "1".repeat(100_000);

        assertThat(errorsOf("{\"type\":7,\"value\":" + digits + "}"))
                .extracting(FieldError::field)
                .containsExactly("type", "value");
        assertThat(errorsOf("{\"x\":" + nested(40) + "}"))
                .extracting(FieldError::field)
                .containsExactly("x");
        assertThat(errorsOf("{\"" + "n".repeat(300) + "\":1}"))
                .singleElement()
                .asString()
                .startsWith("body: must not hold a name of more than 256 characters");
    }

    @Test
    void shouldRefuseNamesThatUtf8CannotWrite() {
        assertThat(errorsOf("{\"type\":\"a\",\"value\":1,\"\\ud800\":1}"))
                .extracting(FieldError::field)
                .containsExactly("body");
    }

    @Test
    void shouldRefuseWhatIsNotUtf8() {
        byte[] invalid = "{\"type\":\"a\",\"value\":1,\"userId\":\"?\"}".getBytes(UTF_8);
        invalid[invalid.length - 3] = (byte) 0xFF;

        assertThat(errorsOf(invalid)).extracting(FieldError::field).containsExactly("body");
        assertThat(errorsOf("{\"type\":\"a\",\"value\":1}".getBytes(UTF_16BE)))
                .extracting(FieldError::field)
                .containsExactly("body");
    }

    @Property
    void shouldNeverThrowForBytes(@ForAll byte[] body) {
        assertThat(parser.parse(body, NOW)).isNotNull();
    }

    @Property
    void shouldNeverThrowForAnyTextAsAnyField(@ForAll String text) {
        String quoted = '"' + text + '"';
        Parsed parsed =
                parse(
                        "{\"type\":\"a\",\"value\":1,\"id\":%s,\"metadata\":{%s:%s},%s:1}"
                                .formatted(quoted, quoted, quoted, quoted));

        assertThat(parsed).isNotNull();
    }

    @Property
    void shouldOnlyTakeEventsThatTheTopicCanHold(@ForAll char[] chars, @ForAll double number) {
        StringBuilder escaped = new StringBuilder();
        for (char c : chars) {
            escaped.append("\\u%04x".formatted((int) c));
        }
        Parsed parsed =
                parse(
                        "{\"type\":\"a\",\"value\":1,\"userId\":\"%s\",\"metadata\":{\"%s\":%s}}"
                                .formatted(escaped, escaped, number));

        if (parsed instanceof Parsed.Valid valid) {
            var event = valid.toEvent("t", "id", NOW);
            assertThat(EventCodec.decode(EventCodec.encode(event)))
                    .isEqualTo(new Decoded.Event(event));
        }
    }
}
