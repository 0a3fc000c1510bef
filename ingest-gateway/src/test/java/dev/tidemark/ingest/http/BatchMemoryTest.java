package dev.tidemark.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With the limits as they are by default, and bodies that are small as they are sent. */
class BatchMemoryTest {

    private static final int MIB = 1024 * 1024;

    private final FakePublisher publisher = new FakePublisher();
    private final TrackServer server = new TrackServer(publisher);

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> post(String begin, String repeated, long bytes, String end)
            throws Exception {
        byte[] body = gzip(begin, repeated, bytes, end);
        assertThat(body).hasSizeLessThan(MIB);
        return server.send(
                server.to("/metrics/batch")
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    private static byte[] gzip(String begin, String repeated, long bytes, String end)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] block = repeated.repeat(1_000).getBytes(UTF_8);
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(begin.getBytes(UTF_8));
            for (long written = 0; written < bytes; written += block.length) {
                gzip.write(block);
            }
            gzip.write(end.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void shouldTakeTwentyMebibytesThatWereSentAsAFew() throws Exception {
        publisher.forget();
        String event =
                "{\"type\":\"a\",\"value\":1,\"metadata\":{\"x\":\"%s\"}}"
                        .formatted("x".repeat(2_200));

        HttpResponse<String> answer = post("[", event + ',', 18 * MIB, event + ']');

        assertThat(answer.body()).startsWith("{\"success\":true,\"accepted\":9001,");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void shouldStopABombAtTheLimit() throws Exception {
        assertThat(post("[", " ", 60L * MIB, "]").statusCode()).isEqualTo(413);
        assertThat(post("[\"", "x", 60L * MIB, "\"]").statusCode()).isEqualTo(413);
        assertThat(post("[", "[", 60L * MIB, "]").statusCode()).isEqualTo(413);
    }

    @Test
    void shouldSkipOneEventOfTwentyMebibytes() throws Exception {
        HttpResponse<String> answer =
                post("[\"", "x", 19 * MIB, "\",{\"type\":\"a\",\"value\":1}]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"success\":false,\"accepted\":1,\"refused\":1,");
    }
}
