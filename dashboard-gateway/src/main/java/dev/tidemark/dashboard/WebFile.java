package dev.tidemark.dashboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A file of the page, as it is and compressed. Immutable; its arrays are not to be changed. */
final class WebFile {

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "ts", "text/plain; charset=utf-8",
                    "svg", "image/svg+xml");

    private static final int TAG_BYTES = 12;

    private final String contentType;
    private final byte[] plain;
    private final byte[] gzipped;
    private final String hash;

    private WebFile(String contentType, byte[] plain) {
        this.contentType = contentType;
        this.plain = plain;
        this.gzipped = gzip(plain);
        this.hash = hash(plain);
    }

    /** Of a name with an ending, which tells its type. */
    static WebFile of(String path, byte[] content) {
        String ending = path.substring(path.lastIndexOf('.') + 1);
        return new WebFile(TYPES.getOrDefault(ending, "application/octet-stream"), content);
    }

    String contentType() {
        return contentType;
    }

    byte[] bytes(boolean gzip) {
        return gzip ? gzipped : plain;
    }

    /** Another for each encoding, as a strong tag wants it. */
    String tag(boolean gzip) {
        return gzip ? "\"" + hash + "-gzip\"" : "\"" + hash + "\"";
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 2 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
