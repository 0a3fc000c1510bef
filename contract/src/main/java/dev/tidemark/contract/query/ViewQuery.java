package dev.tidemark.contract.query;

import dev.tidemark.contract.WindowSize;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one view needs from the stores.
 *
 * @param tenant whose series
 * @param window size of the windows
 * @param fromMs start of the first window, milliseconds since the epoch, inclusive
 * @param toMs start of the last window, milliseconds since the epoch, inclusive
 * @param types which series; empty for all of the tenant's
 * @param extras what beyond counts and sums
 */
public record ViewQuery(
        String tenant,
        WindowSize window,
        long fromMs,
        long toMs,
        Set<String> types,
        Extras extras) {

    /** Copies the types. */
    public ViewQuery {
        types = Set.copyOf(types);
    }

    /** A query of counts and sums only. */
    public ViewQuery(String tenant, WindowSize window, long fromMs, long toMs, Set<String> types) {
        this(tenant, window, fromMs, toMs, types, Extras.NONE);
    }

    /** Path and query string of the request that asks for this view. */
    public String toRequestTarget() {
        StringBuilder target = new StringBuilder(QueryPaths.VIEW);
        append(target, '?', "tenant", tenant);
        append(target, '&', "window", window.toString());
        append(target, '&', "from", Long.toString(fromMs));
        append(target, '&', "to", Long.toString(toMs));
        if (!types.isEmpty()) {
            append(target, '&', "types", String.join(",", new TreeSet<>(types)));
        }
        if (extras.percentiles()) {
            append(target, '&', "percentiles", "true");
        }
        if (extras.users()) {
            append(target, '&', "users", "true");
        }
        extras.breakdown()
                .ifPresent(
                        by -> {
                            append(target, '&', "breakdown", by.dimension());
                            append(target, '&', "top", Integer.toString(by.top()));
                            append(target, '&', "order", by.order().name());
                        });
        return target.toString();
    }

    private static void append(StringBuilder target, char before, String name, String value) {
        target.append(before)
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
