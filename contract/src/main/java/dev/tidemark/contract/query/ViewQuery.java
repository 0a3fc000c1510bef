package dev.tidemark.contract.query;

import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSize;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
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
 * @param part which part of each type that has its dimension; empty for the whole of each
 */
public record ViewQuery(
        String tenant,
        WindowSize window,
        long fromMs,
        long toMs,
        Set<String> types,
        Extras extras,
        Optional<SeriesKey.Part> part) {

    /** Copies the types. */
    public ViewQuery {
        types = Set.copyOf(types);
    }

    /** A query of wholes. */
    public ViewQuery(
            String tenant,
            WindowSize window,
            long fromMs,
            long toMs,
            Set<String> types,
            Extras extras) {
        this(tenant, window, fromMs, toMs, types, extras, Optional.empty());
    }

    /** A query of counts and sums only. */
    public ViewQuery(String tenant, WindowSize window, long fromMs, long toMs, Set<String> types) {
        this(tenant, window, fromMs, toMs, types, Extras.NONE);
    }

    /** Path and query string of the request that asks for this view. */
    public String toRequestTarget() {
        StringBuilder target = new StringBuilder(path());
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
        if (extras.incomplete()) {
            append(target, '&', "incomplete", "true");
        }
        part.ifPresent(
                asked -> {
                    append(target, '&', "dimension", asked.dimension());
                    append(target, '&', "value", asked.value());
                });
        extras.breakdown()
                .ifPresent(
                        by -> {
                            dimensions(by).forEach(name -> append(target, '&', "breakdown", name));
                            append(target, '&', "top", Integer.toString(by.top()));
                            append(target, '&', "order", by.order().name());
                        });
        return target.toString();
    }

    private String path() {
        boolean several = extras.breakdown().filter(by -> by.dimensions().size() != 1).isPresent();
        return part.isPresent() || several ? QueryPaths.VIEW_OF_PARTS : QueryPaths.VIEW;
    }

    private static List<String> dimensions(Extras.By by) {
        return by.dimensions().isEmpty() ? List.of(QueryPaths.ALL_DIMENSIONS) : by.dimensions();
    }

    private static void append(StringBuilder target, char before, String name, String value) {
        target.append(before)
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
