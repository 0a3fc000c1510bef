package dev.tidemark.contract.http;

import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncoding;
import io.helidon.http.encoding.ContentEncodingContext;
import java.util.Set;

/**
 * Lets bodies through as they were sent, whatever their {@code Content-Encoding}: a route that
 * takes encoded ones decodes them itself, within its own bounds, and every other one refuses them.
 * Helidon alone would refuse all of them.
 */
record EncodedBody() implements ContentEncoding {

    /** What any route takes. */
    private static final Set<String> IDS = Set.of("gzip", "x-gzip", "zstd", "identity");

    static ContentEncodingContext context() {
        return ContentEncodingContext.builder()
                .contentEncodingsDiscoverServices(false)
                .addContentEncoding(new EncodedBody())
                .build();
    }

    @Override
    public Set<String> ids() {
        return IDS;
    }

    @Override
    public boolean supportsEncoding() {
        return false;
    }

    @Override
    public boolean supportsDecoding() {
        return true;
    }

    @Override
    public ContentDecoder decoder() {
        return ContentDecoder.NO_OP;
    }

    @Override
    public ContentEncoder encoder() {
        return ContentEncoder.NO_OP;
    }

    @Override
    public String name() {
        return "as-sent";
    }

    @Override
    public String type() {
        return "as-sent";
    }
}
