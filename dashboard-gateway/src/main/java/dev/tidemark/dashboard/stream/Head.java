package dev.tidemark.dashboard.stream;

import io.helidon.http.DateTime;
import java.util.LinkedHashMap;
import java.util.Map;

/** The head of a stream's answer. Immutable. */
final class Head {

    private final Map<String, String> headers = new LinkedHashMap<>();

    private Head(boolean gzip) {
        headers.put("Content-Type", "text/event-stream; charset=utf-8");
        headers.put("Cache-Control", "no-store");
        headers.put("Vary", "Accept-Encoding");
        // Proxies that hold answers back until there is enough of them do not do so then.
        headers.put("X-Accel-Buffering", "no");
        if (gzip) {
            headers.put("Content-Encoding", "gzip");
        }
    }

    static Head of(Wire wire) {
        return new Head(wire.gzip());
    }

    /** By name. */
    Map<String, String> headers() {
        return headers;
    }

    /** As HTTP/1.1 wants it, of an answer in chunks after which the connection is closed. */
    byte[] toBytes() {
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 200 OK\r\nDate: ").append(DateTime.rfc1123String()).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
        return Piece.ascii(head.toString());
    }
}
