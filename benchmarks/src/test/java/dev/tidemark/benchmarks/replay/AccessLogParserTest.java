package dev.tidemark.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogParserTest {

    private static final String TIME = "[10/Oct/2024:13:55:36 +0000]";
    private static final Instant AT = Instant.parse("2024-10-10T13:55:36Z");

    @ParameterizedTest
    @MethodSource("lines")
    void shouldUnderstand(String line, AccessLogLine expected) {
        assertThat(AccessLogParser.parse(line)).contains(expected);
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                // common
                of("192.0.2.7 - - " + TIME + " \"GET /a HTTP/1.1\" 200 2326", "GET", "/a", 2326),
                // combined
                of(
                        "192.0.2.7 - - "
                                + TIME
                                + " \"POST /a?x=1&y=2#z HTTP/2.0\" 200 5"
                                + " \"http://example.org/\" \"Agent \\\"x\\\" 1\"",
                        "POST",
                        "/a",
                        5),
                // extra trailing fields, not even well-formed ones
                of(
                        "192.0.2.7 - - " + TIME + " \"GET /a HTTP/1.1\" 200 5 \"- 17 [x \"",
                        "GET",
                        "/a",
                        5),
                // no body
                of("192.0.2.7 - - " + TIME + " \"HEAD / HTTP/1.1\" 200 -", "HEAD", "/", 0),
                // HTTP/0.9
                of("192.0.2.7 - - " + TIME + " \"GET /old\" 200 5", "GET", "/old", 5),
                // spaces, quotes and what looks like the rest in the target
                of("192.0.2.7 - - " + TIME + " \"GET /a b c HTTP/1.1\" 200 5", "GET", "/a b c", 5),
                of(
                        "192.0.2.7 - - " + TIME + " \"GET /a\\\"b\\\" HTTP/1.1\" 200 5",
                        "GET",
                        "/a\\\"b\\\"",
                        5),
                of(
                        "192.0.2.7 - - " + TIME + " \"GET /a\"b\" HTTP/1.1\" 200 5",
                        "GET",
                        "/a\"b\"",
                        5),
                of(
                        "192.0.2.7 - - " + TIME + " \"GET /\\\" 404 9 HTTP/1.1\" 200 5",
                        "GET",
                        "/\\\" 404 9",
                        5),
                of("192.0.2.7 - - " + TIME + " \"GET /a\\\\\" 200 5", "GET", "/a\\\\", 5),
                // a user with a space and brackets
                of("192.0.2.7 - J. [x] " + TIME + " \"GET /a HTTP/1.1\" 200 5", "GET", "/a", 5),
                // targets that are not paths
                of(
                        "192.0.2.7 - - " + TIME + " \"GET http://example.org/p?q HTTP/1.1\" 200 5",
                        "GET",
                        "/p",
                        5),
                of("192.0.2.7 - - " + TIME + " \"GET http://a.org HTTP/1.1\" 200 5", "GET", "/", 5),
                of("192.0.2.7 - - " + TIME + " \"OPTIONS * HTTP/1.0\" 200 5", "OPTIONS", "*", 5),
                of("192.0.2.7 - - " + TIME + " \"GET ?q=1 HTTP/1.1\" 200 5", "GET", "/", 5),
                // no request at all: answered all the same
                of("192.0.2.7 - - " + TIME + " \"-\" 200 -", "-", "-", 0),
                of("192.0.2.7 - - " + TIME + " \"\" 200 -", "-", "-", 0),
                of("192.0.2.7 - - " + TIME + " \"\\x16\\x03\\x01\" 200 5", "-", "-", 5),
                of("192.0.2.7 - - " + TIME + " \"get /a HTTP/1.1\" 200 5", "-", "-", 5),
                of("192.0.2.7 - - " + TIME + " \"GET  HTTP/1.1\" 200 5", "-", "-", 5));
    }

    private static Arguments of(String line, String method, String page, long bytes) {
        return arguments(line, new AccessLogLine("192.0.2.7", AT, method, page, 200, bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "2001:db8::ff00:42:8329", "crawler.example.org", "-"})
    void shouldTakeAnyClient(String client) {
        assertThat(AccessLogParser.parse(client + " - - " + TIME + " \"GET / HTTP/1.1\" 500 1"))
                .contains(new AccessLogLine(client, AT, "GET", "/", 500, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10/Oct/2024:13:55:36 +0000",
                "10/Oct/2024:06:55:36 -0700",
                "10/Oct/2024:19:25:36 +0530",
                "11/Oct/2024:02:55:36 +1300"
            })
    void shouldHeedTheZone(String time) {
        assertThat(AccessLogParser.parse("a - - [" + time + "] \"GET / HTTP/1.1\" 200 1"))
                .map(AccessLogLine::time)
                .contains(AT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "a - - ",
                "a - - [",
                " - - [10/Oct/2024:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5",
                "a - - [10/Oct/2024:13:55:36 +0000] \"GET / HTTP/1.1\" 200",
                "a - - [10/Oct/2024:13:55:36 +0000] \"GET / HTTP/1.1\" 200 ",
                "a - - [10/Oct/2024:13:55:36 +0000] \"GET / HTTP/1.1\" 20 5",
                "a - - [10/Oct/2024:13:55:36 +0000] \"GET / HTTP/1.1\" 2000 5",
                "a - - [10/Oct/2024:13:55:36 +0000] \"GET / HTTP/1.1\" 099 5",
                "a - - [10/Oct/2024:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5x",
                "a - - [10/Oct/2024:13:55:36 +0000] \"GET / HTTP/1.1\" 200 -5",
                "a - - [10/Oct/2024:13:55:36 +0000] \"GET / HTTP/1.1\" 200 9999999999999999999",
                "a - - [10/Oct/2024:13:55:36 +0000] \"GET / HTTP/1.1 200 5",
                "a - - [10/Oct/2024:13:55:36 +0000] GET / HTTP/1.1 200 5",
                "a - - [31/Feb/2024:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5 ]",
                "a - - [10/Okt/2024:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5",
                "a - - [10/Oct/2024:25:55:36 +0000] \"GET / HTTP/1.1\" 200 5",
                "a - - [10/Oct/2024:13:55:36] \"GET / HTTP/1.1\" 200 5"
            })
    void shouldRefuse(String line) {
        assertThat(AccessLogParser.parse(line)).isEmpty();
    }

    @Test
    void shouldTakeLinearTimeForALineOfTraps() {
        String traps =
                "a" + " [10/Oct/2024:13:55:3x +0000] \"".repeat(2_000) + "\" 200".repeat(2_000);

        assertThat(AccessLogParser.parse(traps)).isEmpty();
    }

    @Property(tries = 2_000)
    void shouldNeverThrow(@ForAll String line) {
        assertThat(AccessLogParser.parse(line)).isNotNull();
    }

    @Property(tries = 5_000)
    void shouldNeverThrowForWhatIsNearlyALine(@ForAll("nearlyLines") String line) {
        assertThat(AccessLogParser.parse(line)).isNotNull();
    }

    @Provide
    Arbitrary<String> nearlyLines() {
        return Arbitraries.of(
                        "a",
                        " ",
                        "-",
                        "[",
                        "]",
                        TIME,
                        "\"",
                        "\\",
                        "GET",
                        "/",
                        "HTTP/1.1",
                        "200",
                        "5",
                        " - - " + TIME + " \"GET ",
                        "\" 200 ")
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }
}
