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
 */
public record ViewQuery(
        String tenant, WindowSize window, long fromMs, long toMs, Set<String> types) {

    /** Copies the types. */
    public ViewQuery {
        types = Set.copyOf(types);
    }

    /** Path and query string of the request that asks for this view. */
    public String toRequestTarget() {
        StringBuilder target =
                new StringBuilder(QueryPaths.VIEW)
                        .append("?tenant=")
                        .append(URLEncoder.encode(tenant, StandardCharsets.UTF_8))
                        .append("&window=")
                        .append(window)
                        .append("&from=")
                        .append(fromMs)
                        .append("&to=")
                        .append(toMs);
        if (!types.isEmpty()) {
            String list = String.join(",", new TreeSet<>(types));
            target.append("&types=").append(URLEncoder.encode(list, StandardCharsets.UTF_8));
        }
        return target.toString();
    }
}
