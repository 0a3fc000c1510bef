package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.benchmarks.load.Totals;
import dev.tidemark.benchmarks.measure.Measurement;
import java.util.List;

/**
 * What a contestant's process answers.
 *
 * @param measurement what it spent
 * @param compared how many totals of a series were compared with what was written; 0 for a
 *     contestant that does not count
 * @param differences a line for each that was not exact
 */
record Outcome(Measurement measurement, int compared, List<String> differences) {

    /** Of a contestant that does not count. */
    static Outcome uncounted(Measurement measurement) {
        return new Outcome(measurement, 0, List.of());
    }

    /** Of a contestant that keeps one total for each series. */
    static Outcome of(Measurement measurement, Totals counted, Totals expected) {
        return new Outcome(measurement, expected.series(), counted.differencesTo(expected));
    }
}
