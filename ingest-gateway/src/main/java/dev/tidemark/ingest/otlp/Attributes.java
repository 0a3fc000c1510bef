package dev.tidemark.ingest.otlp;

import dev.tidemark.ingest.format.MetadataLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one resource, scope or data point while they are read, within the limits of
 * metadata. After a broken rule they may lack values. Not thread-safe.
 */
final class Attributes {

    private final int maxKeys;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private int keys;
    private @Nullable String brokenRule;

    /** None yet, and so many keys at most, those of nested objects included. */
    Attributes(int maxKeys) {
        this.maxKeys = maxKeys;
    }

    /** By name, in the order in which they came, as metadata has them. */
    Map<String, @Nullable Object> values() {
        return values;
    }

    /** The first rule that was broken, in words, or null. */
    @Nullable String brokenRule() {
        return brokenRule;
    }

    /** Whether a rule was broken, so that values need not be kept. */
    boolean isBroken() {
        return brokenRule != null;
    }

    /** Notes one more key, at whatever depth. */
    void countKey() {
        keys++;
        if (keys > maxKeys) {
            broken("attributes must have at most %d keys in total".formatted(maxKeys));
        }
    }

    /** Whether a value may be nested so deep; notes it if not. */
    boolean mayNest(int depth) {
        if (depth > MetadataLimits.MAX_DEPTH) {
            broken(
                    "attributes must not be nested deeper than %d levels"
                            .formatted(MetadataLimits.MAX_DEPTH));
        }
        return depth <= MetadataLimits.MAX_DEPTH;
    }

    /** The number; notes it if JSON has none for it. */
    double finite(double number) {
        if (!Double.isFinite(number)) {
            broken("attributes must hold finite numbers only");
        }
        return number;
    }

    /** Keeps an attribute; one of the same name before it is lost. */
    void put(String name, @Nullable Object value) {
        if (!isBroken()) {
            values.put(name, value);
        }
    }

    /** Notes that a rule is broken. */
    void broken(String rule) {
        if (brokenRule == null) {
            brokenRule = rule;
        }
    }
}
