package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.query.Details;
import dev.tidemark.contract.query.Details.OfWindow;
import dev.tidemark.contract.query.Details.Sketched;
import dev.tidemark.contract.query.ViewAnswer.WindowRollup;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What changed of a view from one body to the next.
 *
 * <p>A client that has the earlier body gets the later one by putting each counter and each window
 * in place of the one of the same type (and start), leaving out windows that start before {@code
 * fromMs}, and taking over all other fields that are there.
 *
 * @param body the later one
 * @param counters those that are new or changed, by type
 * @param windows those that are new or changed
 * @param fromMs windows that start before this are gone; empty if none is
 * @param detailsChanged whether what sketches tell of the range, or a breakdown, did
 */
record Delta(
        Body body,
        Map<String, Rollup> counters,
        List<WindowRollup> windows,
        OptionalLong fromMs,
        boolean detailsChanged) {

    private record Key(String type, long startMs) {}

    /**
     * From one to the other; none if that cannot be said so, because a counter or a window is gone
     * that had no reason to.
     */
    static Optional<Delta> between(Body earlier, Body later) {
        OptionalLong fromMs =
                later.answer().windows().stream().mapToLong(WindowRollup::startMs).min();
        Map<Key, WindowRollup> now = byKey(later);
        boolean onlyOldOnesAreGone =
                earlier.answer().windows().stream()
                        .filter(window -> window.startMs() >= fromMs.orElse(Long.MIN_VALUE))
                        .map(Delta::key)
                        .allMatch(now::containsKey);
        boolean countersStay =
                later.answer()
                        .counters()
                        .keySet()
                        .containsAll(earlier.answer().counters().keySet());
        boolean detailsStay =
                (earlier.answer().details() == null) == (later.answer().details() == null);
        return onlyOldOnesAreGone && countersStay && detailsStay
                ? Optional.of(of(earlier, later, fromMs))
                : Optional.empty();
    }

    private static Delta of(Body earlier, Body later, OptionalLong fromMs) {
        boolean someAreGone =
                earlier.answer().windows().stream()
                        .anyMatch(window -> window.startMs() < fromMs.orElse(Long.MIN_VALUE));
        return new Delta(
                later,
                changedCounters(earlier, later),
                changedWindows(earlier, later),
                someAreGone ? fromMs : OptionalLong.empty(),
                rangeDiffers(earlier.answer().details(), later.answer().details()));
    }

    private static Map<String, Rollup> changedCounters(Body earlier, Body later) {
        Map<String, Rollup> changed = new LinkedHashMap<>(later.answer().counters());
        changed.entrySet()
                .removeIf(
                        counter ->
                                counter.getValue()
                                                .equals(
                                                        earlier.answer()
                                                                .counters()
                                                                .get(counter.getKey()))
                                        && Objects.equals(
                                                ofCounter(earlier, counter.getKey()),
                                                ofCounter(later, counter.getKey())));
        return changed;
    }

    private static @Nullable Sketched ofCounter(Body body, String type) {
        Details details = body.answer().details();
        return details == null ? null : details.counters().get(type);
    }

    private static List<WindowRollup> changedWindows(Body earlier, Body later) {
        Map<Key, WindowRollup> before = byKey(earlier);
        Map<Key, Sketched> sketchedBefore = sketched(earlier);
        Map<Key, Sketched> sketchedNow = sketched(later);
        return later.answer().windows().stream()
                .filter(
                        window -> {
                            WindowRollup old = before.get(key(window));
                            // The rate of a partial window falls while nothing comes.
                            boolean moves = later.view().rates() && later.isPartial(window);
                            return old == null
                                    || moves
                                    || !old.equals(window)
                                    || earlier.isPartial(old) != later.isPartial(window)
                                    || !Objects.equals(
                                            sketchedBefore.get(key(window)),
                                            sketchedNow.get(key(window)));
                        })
                .toList();
    }

    private static boolean rangeDiffers(@Nullable Details earlier, @Nullable Details later) {
        if (earlier == null || later == null) {
            return false;
        }
        return !earlier.range().equals(later.range())
                || !Objects.equals(earlier.rangeUsers(), later.rangeUsers())
                || !earlier.breakdowns().equals(later.breakdowns())
                || !Objects.equals(earlier.incomplete(), later.incomplete());
    }

    private static Map<Key, WindowRollup> byKey(Body body) {
        Map<Key, WindowRollup> windows = new HashMap<>();
        body.answer().windows().forEach(window -> windows.put(key(window), window));
        return windows;
    }

    private static Map<Key, Sketched> sketched(Body body) {
        Map<Key, Sketched> windows = new HashMap<>();
        Details details = body.answer().details();
        if (details != null) {
            for (OfWindow window : details.windows()) {
                windows.put(new Key(window.type(), window.startMs()), window.sketched());
            }
        }
        return windows;
    }

    private static Key key(WindowRollup window) {
        return new Key(window.type(), window.startMs());
    }
}
