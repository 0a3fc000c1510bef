package dev.tidemark.ingest.http;

import com.github.luben.zstd.ZstdInputStream;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** How a body is compressed. */
enum BodyCoding {
    IDENTITY {
        @Override
        InputStream decoded(InputStream in) {
            return in;
        }
    },
    GZIP {
        @Override
        InputStream decoded(InputStream in) throws IOException {
            return GzipCompressorInputStream.builder()
                    .setInputStream(in)
                    .setDecompressConcatenated(true)
                    .get();
        }
    },
    ZSTD {
        @Override
        InputStream decoded(InputStream in) throws IOException {
            return new ZstdInputStream(in).setLongMax(MAX_ZSTD_WINDOW_LOG);
        }
    };

    /** 2^23 bytes: a larger window need not be supported (RFC 8878, 3.1.1.1.2), and is held. */
    private static final int MAX_ZSTD_WINDOW_LOG = 23;

    /**
     * How the body of this request is compressed, by its header.
     *
     * @throws dev.tidemark.contract.http.ProblemException 415 if that is not known
     */
    static BodyCoding of(ServerRequest request, RequestBody body) {
        String coding =
                request.headers()
                        .first(HeaderNames.CONTENT_ENCODING)
                        .orElse("identity")
                        .toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "identity" -> IDENTITY;
            case "gzip", "x-gzip" -> GZIP;
            case "zstd" -> ZSTD;
            default ->
                    throw body.refuseUnread(
                            RequestBody.unsupported(
                                    "the header Content-Encoding must be gzip or zstd"));
        };
    }

    /**
     * What the body is, decompressed.
     *
     * @throws IOException if it does not begin as such a one does
     */
    abstract InputStream decoded(InputStream in) throws IOException;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
