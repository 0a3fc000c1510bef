package dev.tidemark.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads a stream of Server-Sent Events in the background, one event at a time. */
final class SseClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 30;

    /** One event: its name, its data, and the newest id that was told. */
    record SseEvent(String name, JsonNode data, String id) {}

    private final BlockingQueue<SseEvent> events = new LinkedBlockingQueue<>();
    private final InputStream body;

    private SseClient(InputStream body) {
        this.body = body;
    }

    static SseClient open(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        var response = http.send(request, BodyHandlers.ofInputStream());
        SseClient client = new SseClient(response.body());
        Thread.ofVirtual().start(client::read);
        return client;
    }

    /** The next event; fails the test when none comes in half a minute. */
    SseEvent next() throws InterruptedException {
        SseEvent event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event in " + PATIENCE_SECONDS + " s");
        }
        return event;
    }

    private void read() {
        String name = "message";
        String id = "";
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    events.add(
                            new SseEvent(
                                    name, JSON.readTree(line.substring("data: ".length())), id));
                }
            }
        } catch (IOException e) {
            events.add(new SseEvent("closed", JSON.missingNode(), id));
        }
    }

    /** Closes the body and not its reader, whose lock is held by whoever waits for a line. */
    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
