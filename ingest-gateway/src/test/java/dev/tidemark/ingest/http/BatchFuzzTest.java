package dev.tidemark.ingest.http;

import static dev.tidemark.ingest.Mutations.mutated;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Whatever is sent is answered: with a 200, or with a fault of the caller; never with ours. */
class BatchFuzzTest {

    private static final String EVENT =
            "{\"type\":\"a\",\"value\":1.5,\"id\":\"i\",\"metadata\":{\"k\":[1,\"\\u00e9\",null]}}";
    private static final String ARRAY = "[%s, %s,%s]".formatted(EVENT, EVENT, EVENT);
    private static final String LINES = "%s\n%s\n\n%s".formatted(EVENT, EVENT, EVENT);

    private static @Nullable TrackServer server;

    @BeforeContainer
    static void start() {
        FakePublisher publisher = new FakePublisher();
        publisher.forget();
        server =
                new TrackServer(
                        publisher, new BatchSettings(5, 1 << 20, BatchSettings.DEFAULT.maxWait()));
    }

    @AfterContainer
    static void stop() {
        server().close();
    }

    private static TrackServer server() {
        return Objects.requireNonNull(server);
    }

    private static void assertAnswered(boolean array, String coding, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                server().to("/metrics/batch")
                        .header(
                                "Content-Type",
                                array ? "application/json" : "application/x-ndjson");
        HttpResponse<String> answer =
                server().send(
                                request.header("Content-Encoding", coding)
                                        .POST(BodyPublishers.ofByteArray(body)));

        assertThat(answer.statusCode()).isIn(200, 400, 413);
        assertThat(answer.body()).contains("\"accepted\":");
    }

    private static byte[] encoded(String coding, byte[] body) throws IOException {
        if (coding.equals("zstd")) {
            return Zstd.compress(body);
        }
        if (coding.equals("identity")) {
            return body;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        }
        return out.toByteArray();
    }

    private static String coding(int number) {
        return List.of("identity", "gzip", "zstd").get(number);
    }

    @Property(tries = 300)
    void shouldAnswerAnyBytes(
            @ForAll boolean array, @ForAll @IntRange(max = 2) int coding, @ForAll byte[] body)
            throws Exception {
        assertAnswered(array, coding(coding), body);
    }

    @Property(tries = 300)
    void shouldAnswerMutatedEvents(
            @ForAll boolean array,
            @ForAll @IntRange(max = 2) int coding,
            @ForAll @Size(min = 1, max = 8) List<Integer> places,
            @ForAll @Size(min = 1, max = 8) byte[] with)
            throws Exception {
        byte[] body = (array ? ARRAY : LINES).getBytes(UTF_8);

        assertAnswered(array, coding(coding), encoded(coding(coding), mutated(body, places, with)));
    }

    @Property(tries = 300)
    void shouldAnswerMutatedEncodings(
            @ForAll boolean array,
            @ForAll @IntRange(min = 1, max = 2) int coding,
            @ForAll @Size(min = 1, max = 8) List<Integer> places,
            @ForAll @Size(min = 1, max = 8) byte[] with)
            throws Exception {
        byte[] body = encoded(coding(coding), (array ? ARRAY : LINES).getBytes(UTF_8));

        assertAnswered(array, coding(coding), mutated(body, places, with));
    }
}
