package dev.tidemark.ingest.otlp;

import java.util.Arrays;
import java.util.Optional;

/** How an OTLP request is written, and its answer, too. */
public enum OtlpFormat {

    /** Binary protobuf. */
    PROTOBUF("application/x-protobuf"),

    /** The JSON mapping of protobuf, as OTLP restricts it. */
    JSON("application/json");

    private final String mediaType;

    OtlpFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The media type, in lower case. */
    public String mediaType() {
        return mediaType;
    }

    /** The format of this media type, in lower case and without parameters, if it is of one. */
    public static Optional<OtlpFormat> of(String mediaType) {
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equals(mediaType))
                .findFirst();
    }
}
