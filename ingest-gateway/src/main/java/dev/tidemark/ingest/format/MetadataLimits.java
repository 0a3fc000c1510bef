package dev.tidemark.ingest.format;

/** How much metadata an event may have, whatever format it comes in. */
public final class MetadataLimits {

    /** How deep it may be nested; the metadata itself is the first level. */
    public static final int MAX_DEPTH = MetadataReader.MAX_DEPTH;

    /** How many keys it may have, those of nested objects included. */
    public static final int MAX_KEYS = MetadataReader.MAX_KEYS;

    private MetadataLimits() {}
}
