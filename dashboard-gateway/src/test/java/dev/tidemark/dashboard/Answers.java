package dev.tidemark.dashboard;

import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.query.Details;
import dev.tidemark.contract.query.Details.Breakdown;
import dev.tidemark.contract.query.Details.OfWindow;
import dev.tidemark.contract.query.Details.Part;
import dev.tidemark.contract.query.Details.Percentiles;
import dev.tidemark.contract.query.Details.Sketched;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.contract.query.ViewAnswer.WindowRollup;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers of the stores. */
public final class Answers {

    public static final ViewAnswer EMPTY = new ViewAnswer(Map.of(), List.of(), "0:0");

    private Answers() {}

    /** Page views of value 1, all in the window that starts at 60 s. */
    public static ViewAnswer pageViews(long count) {
        Rollup rollup = new Rollup(count, count, 1, 1, 1, 61_000);
        return new ViewAnswer(
                Map.of("page_view", rollup),
                List.of(new WindowRollup("page_view", 60_000, rollup)),
                "0:" + count);
    }

    /** Page views in the window that holds this time (ms since the epoch). */
    public static ViewAnswer pageViewsAt(long nowMs) {
        Rollup rollup = new Rollup(1, 1, 1, 1, 1, nowMs);
        return new ViewAnswer(
                Map.of("page_view", rollup),
                List.of(new WindowRollup("page_view", nowMs / 60_000 * 60_000, rollup)),
                "0:1");
    }

    /** Errors of value 10 in two windows, a page view in the first of them. */
    public static ViewAnswer twoTypes() {
        Rollup one = new Rollup(1, 10, 10, 10, 10, 61_000);
        Rollup two = new Rollup(2, 20, 10, 10, 10, 121_000);
        return new ViewAnswer(
                Map.of("error", one.merge(two), "page_view", one),
                List.of(
                        new WindowRollup("error", 60_000, one),
                        new WindowRollup("error", 120_000, two),
                        new WindowRollup("page_view", 60_000, one)),
                "0:3");
    }

    /**
     * One event of each of so many types, and so large an answer; the position is {@code count}.
     */
    public static ViewAnswer many(long count, int types) {
        Map<String, Rollup> counters = new TreeMap<>();
        for (int type = 0; type < types; type++) {
            counters.put("type_" + type, new Rollup(count, count, 1, 1, 1, 61_000));
        }
        return new ViewAnswer(counters, List.of(), "0:" + count);
    }

    /** The same with all details. */
    public static ViewAnswer detailedPageViews(long count) {
        ViewAnswer plain = pageViews(count);
        return new ViewAnswer(plain.counters(), plain.windows(), plain.position(), details(count));
    }

    /** Percentiles and users differ by place, so that a test sees which stands where. */
    private static Details details(long count) {
        Part home = new Part("/home", count - 1, count - 1, 1.0, 1.0, percentiles(4));
        Part other = new Part("__other__", 1, 1, 1.0, 1.0, percentiles(5));
        return new Details(
                Map.of("page_view", new Sketched(percentiles(1), 11L)),
                Map.of("page_view", new Sketched(percentiles(2), 12L)),
                14L,
                List.of(new OfWindow("page_view", 60_000, new Sketched(percentiles(3), 13L))),
                List.of(new Breakdown("page_view", "page", List.of(home), other)));
    }

    private static Percentiles percentiles(double p50) {
        return new Percentiles(p50, p50 + 0.25, p50 + 0.5, p50 + 0.75);
    }
}
