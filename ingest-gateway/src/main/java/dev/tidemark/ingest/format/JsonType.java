package dev.tidemark.ingest.format;

import java.util.Locale;

/** Media types. */
public final class JsonType {

    private JsonType() {}

    /** The media type alone, in lower case and without parameters; may be empty. */
    public static String withoutParameters(String mediaType) {
        int parameters = mediaType.indexOf(';');
        String type = parameters < 0 ? mediaType : mediaType.substring(0, parameters);
        return type.trim().toLowerCase(Locale.ROOT);
    }

    /** Whether content of this type is JSON. */
    static boolean isJson(String mediaType) {
        String type = withoutParameters(mediaType);
        return type.equals("application/json")
                || type.equals("text/json")
                || type.endsWith("+json");
    }
}
