package dev.tidemark.ingest.otlp;

import dev.tidemark.ingest.format.Fingerprint;
import dev.tidemark.ingest.format.MetadataLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where metrics come from: a resource, and within it a scope. Immutable. */
final class Origin {

    /** What is repeated in every event must be short; longer texts are left out. */
    private static final int MAX_CHARACTERS = 256;

    /** Most of them become no metadata: so there may be more than of a data point. */
    private static final int MAX_KEYS = 1_000;

    private final Map<String, @Nullable Object> metadata;
    private final byte[] identity;
    private final @Nullable String brokenRule;

    private Origin(
            Map<String, @Nullable Object> metadata, byte[] identity, @Nullable String brokenRule) {
        this.metadata = metadata;
        this.identity = identity;
        this.brokenRule = brokenRule;
    }

    /** What events get of it. */
    Map<String, @Nullable Object> metadata() {
        return metadata;
    }

    /** Hash of all of it, also of what they do not get. */
    byte[] identity() {
        return identity;
    }

    /** Why no point of it can be taken; null if they can. */
    @Nullable String brokenRule() {
        return brokenRule;
    }

    /** Of a resource or scope that has none. */
    static Attributes attributes() {
        return new Attributes(MAX_KEYS);
    }

    /** The attributes of one of its data points, which share the limit with its metadata. */
    Attributes pointAttributes() {
        return new Attributes(MetadataLimits.MAX_KEYS - metadata.size());
    }

    /** The resource with these attributes, of which the wanted ones become metadata. */
    static Origin ofResource(Attributes attributes, Set<String> wanted, Fingerprint fingerprint) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        attributes
                .values()
                .forEach(
                        (name, value) -> {
                            if (wanted.contains(name) && isShort(value)) {
                                metadata.put(name, value);
                            }
                        });
        return new Origin(
                metadata,
                fingerprint.addValue(attributes.values()).toHash(),
                told("resource", attributes));
    }

    /** A scope of this resource. */
    Origin scope(String name, String version, Attributes attributes, Fingerprint fingerprint) {
        byte[] both =
                fingerprint
                        .add(identity)
                        .add(name)
                        .add(version)
                        .addValue(attributes.values())
                        .toHash();
        return new Origin(
                metadata, both, brokenRule == null ? told("scope", attributes) : brokenRule);
    }

    private static @Nullable String told(String of, Attributes attributes) {
        String rule = attributes.brokenRule();
        return rule == null ? null : of + ' ' + rule;
    }

    private static boolean isShort(@Nullable Object value) {
        return switch (value) {
            case String text -> text.length() <= MAX_CHARACTERS;
            case Number number -> true;
            case Boolean flag -> true;
            case null, default -> false;
        };
    }
}
