package dev.tidemark.dashboard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Reads server-sent events as they come. Closing it drops the connection. */
final class EventReader implements AutoCloseable {

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    EventReader(HttpResponse<InputStream> response) {
        this(response, response.body());
    }

    /**
     * @param plain the body without its encoding
     */
    EventReader(HttpResponse<InputStream> response, InputStream plain) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    /** The next block of lines, waiting for it; empty when the stream has ended as it should. */
    String next() throws IOException {
        StringBuilder block = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                return block.toString();
            }
            block.append(line).append('\n');
        }
        return "";
    }

    /** The next block that holds {@code text}, waiting for it. */
    String nextWith(String text) throws IOException {
        String block = next();
        while (!block.contains(text)) {
            if (block.isEmpty()) {
                throw new AssertionError("the stream ended without: " + text);
            }
            block = next();
        }
        return block;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
