package dev.tidemark.benchmarks.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String LOG =
            """
            192.0.2.1 - - [10/Oct/2024:13:55:00 +0000] "GET /a?q=1 HTTP/1.1" 200 100 "-" "made up"
            192.0.2.2 - - [10/Oct/2024:13:55:10 +0000] "GET /b HTTP/1.1" 304 - "-" "made up"

            this is no line of a log
            2001:db8::1 - - [10/Oct/2024:13:55:04 +0000] "POST /c HTTP/1.1" 404 20 "-" "made up"
            192.0.2.1 - - [10/Oct/2024:13:56:00 +0000] "GET /a HTTP/1.1" 500 3 "-" "made up"
            """;

    @TempDir private Path folder;
    private final StubGateway gateway = new StubGateway();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private final List<String> terminal = Collections.synchronizedList(new ArrayList<>());
    private Instant now = NOW;

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldSendEveryLineAndTellWhatBecameOfThem() throws IOException {
        int code = replay(file(LOG.getBytes(UTF_8)), "--speed", "0", "--url", gateway.url());

        assertThat(code).isZero();
        assertThat(text(out))
                .isEqualTo("read 5 lines: 4 accepted, 0 refused, 1 malformed in 0.0 s (0/s)\n");
        assertThat(text(err)).isEmpty();
        assertThat(gateway.sum("page_view")).isEqualTo(100);
        assertThat(gateway.sum("error")).isEqualTo(23);
        assertThat(pauses).isEmpty();
    }

    @Test
    void shouldMakeAnEventOfALine() throws IOException {
        replay(file(LOG.getBytes(UTF_8)), "--url", gateway.url(), "--tenant", "acme");

        JsonNode first = gateway.events().getFirst();
        assertThat(first.get("userId").asText()).isEqualTo("192.0.2.1");
        assertThat(first.get("metadata").get("page").asText()).isEqualTo("/a");
        assertThat(first.get("metadata").get("status").asInt()).isEqualTo(200);
        assertThat(first.get("metadata").get("method").asText()).isEqualTo("GET");
        assertThat(gateway.events().stream().map(e -> e.get("id").asText()).distinct()).hasSize(4);
        assertThat(gateway.tenants).containsOnly("acme");
    }

    @Test
    void shouldKeepTheSpacingDividedByTheSpeed() throws IOException {
        replay(file(LOG.getBytes(UTF_8)), "--speed", "2", "--url", gateway.url());

        // The third line is from before the second: no wait, and its own place in time.
        assertThat(pauses).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(25));
        assertThat(gateway.events().stream().map(e -> e.get("timestamp").asLong()))
                .containsExactly(
                        NOW.toEpochMilli(),
                        NOW.plusSeconds(5).toEpochMilli(),
                        NOW.plusSeconds(2).toEpochMilli(),
                        NOW.plusSeconds(30).toEpochMilli());
        assertThat(text(out)).endsWith(" in 30.0 s (0/s)\n");
    }

    @Test
    void shouldUndoGzipWhateverTheName() throws IOException {
        assertThat(replay(file(gzip(LOG)), "--speed", "0", "--url", gateway.url())).isZero();

        assertThat(text(out)).startsWith("read 5 lines: 4 accepted");
    }

    @Test
    void shouldReadStandardInput() {
        int code = replayInput(gzip(LOG), "-", "--speed", "0", "--url", gateway.url());

        assertThat(code).isZero();
        assertThat(text(out)).startsWith("read 5 lines: 4 accepted");
    }

    @Test
    void shouldTellWhatWasRefused() throws IOException {
        try (StubGateway strict = new StubGateway(400)) {
            int code = replay(file(LOG.getBytes(UTF_8)), "--speed", "0", "--url", strict.url());

            assertThat(code).isEqualTo(1);
            assertThat(text(out)).startsWith("read 5 lines: 3 accepted, 1 refused, 1 malformed");
            assertThat(text(err)).isEqualTo("first refusal: 400 told_to: by the test\n");
        }
    }

    @Test
    void shouldSendTheSameEventAgainWhenAskedToWait() throws IOException {
        try (StubGateway busy = new StubGateway(503, 429)) {
            int code = replay(file(LOG.getBytes(UTF_8)), "--speed", "0", "--url", busy.url());

            assertThat(code).isZero();
            assertThat(text(out)).startsWith("read 5 lines: 4 accepted, 0 refused, 1 malformed");
            assertThat(busy.events()).hasSize(6);
            assertThat(busy.events().stream().map(e -> e.get("id").asText()).distinct()).hasSize(4);
        }
    }

    @Test
    void shouldSendWhatCameBeforeTheDamage() throws IOException {
        byte[] whole = gzip(manyLines(5_000));
        byte[] half = Arrays.copyOf(whole, whole.length / 2);

        int code = replay(file(half), "--speed", "0", "--url", gateway.url());

        assertThat(code).isEqualTo(1);
        assertThat(text(err)).containsPattern(" is damaged after [0-9]+ lines: ").hasLineCount(1);
        assertThat(text(out)).startsWith("read ").contains(" 0 refused, 0 malformed");
        assertThat(gateway.events()).hasSizeBetween(100, 4_900);
    }

    @Test
    void shouldCountALineWithoutEndAsMalformed() throws IOException {
        byte[] bytes = (LOG + "x".repeat(1_000_000)).getBytes(UTF_8);

        assertThat(replay(file(bytes), "--speed", "0", "--url", gateway.url())).isZero();

        assertThat(text(out)).startsWith("read 6 lines: 4 accepted, 0 refused, 2 malformed");
    }

    @Test
    void shouldTakeAnEmptyLog() {
        assertThat(replayInput(new byte[0], "-", "--url", gateway.url())).isZero();

        assertThat(text(out)).startsWith("read 0 lines: 0 accepted");
    }

    @Test
    void shouldShowProgressOnATerminal() {
        replayInput(LOG.getBytes(UTF_8), "-", "--speed", "0", "--url", gateway.url());

        assertThat(terminal).last().isEqualTo("\r\u001b[K");
    }

    @Test
    void shouldSayInOneSentenceWhyItCannotBegin() throws IOException {
        String missing = folder.resolve("missing.log").toString();
        String closed = gateway.url();
        gateway.close();

        assertThat(replay(missing)).isEqualTo(1);
        assertThat(replay(folder.toString())).isEqualTo(1);
        assertThat(replay(file(new byte[0]), "--url", closed)).isEqualTo(1);

        assertThat(text(err))
                .isEqualTo(
                        "there is no file "
                                + missing
                                + "\n"
                                + folder
                                + " is a directory, not a log\nno server answers at "
                                + closed
                                + ": is Tidemark up?\n");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void shouldRefuseWrongArguments() {
        for (String[] args :
                new String[][] {
                    {},
                    {"a", "b"},
                    {"a", "--fast"},
                    {"a", "--speed"},
                    {"a", "--speed", "-1"},
                    {"a", "--speed", "quick"},
                    {"a", "--speed", "NaN"},
                    {"a", "--url", "localhost:3111"},
                    {"a", "--url", "http://a b"},
                    {"a", "--tenant", "a/b"}
                }) {
            assertThat(replay(args)).as(String.join(" ", args)).isEqualTo(2);
        }
        assertThat(text(err)).startsWith("FILE is missing\nusage: replay FILE");
    }

    @Test
    void shouldExplainItself() {
        assertThat(replay("--help")).isZero();

        assertThat(text(out)).startsWith("usage: replay FILE");
    }

    private int replay(String... args) {
        return replayInput(new byte[0], args);
    }

    private int replayInput(byte[] input, String... args) {
        Replay.Streams streams =
                new Replay.Streams(
                        new ByteArrayInputStream(input),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        terminal::add);
        InstantSource clock = () -> now;
        return new Replay(streams, clock, this::pass).run(List.of(args));
    }

    private synchronized void pass(Duration duration) {
        pauses.add(duration);
        now = now.plus(duration);
    }

    private String file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("some.log"), bytes).toString();
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(UTF_8);
    }

    private static String manyLines(int lines) {
        Random random = new Random(1);
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            log.append("192.0.2.1 - - [10/Oct/2024:13:55:00 +0000] \"GET /")
                    .append(random.nextLong())
                    .append(" HTTP/1.1\" 200 1\n");
        }
        return log.toString();
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
