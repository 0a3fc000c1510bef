package dev.tidemark.dashboard;

import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.contract.query.ViewAnswer.WindowRollup;
import java.util.List;
import java.util.Map;

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
}
