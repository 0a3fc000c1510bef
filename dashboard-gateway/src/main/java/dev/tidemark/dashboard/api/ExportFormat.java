package dev.tidemark.dashboard.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How an export is written. */
enum ExportFormat {
    /** RFC 4180, with a line of headings. */
    CSV("text/csv; charset=utf-8; header=present"),
    /** One array of objects. */
    JSON("application/json"),
    /** An object on each line. */
    NDJSON("application/x-ndjson");

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** In lower case: in a request, and as the end of a file's name. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ExportFormat> ofWord(String word) {
        return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(ExportFormat::word).collect(Collectors.joining(", "));
    }
}
