package dev.tidemark.dashboard.stream;

import io.helidon.http.DateTime;
import io.helidon.http.Header;
import io.helidon.http.Headers;
import java.util.LinkedHashMap;
import java.util.Map;

/** The head of a stream's answer. Not thread-safe; of one answer. */
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

    /** Takes over what was said before of which other sites' pages may read the answer. */
    Head with(Headers said) {
        for (Header header : said) {
            if (header.headerName().lowerCase().startsWith("access-control-")) {
                headers.put(header.name(), header.get());
            }
        }
        return this;
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
