package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.benchmarks.measure.Measurement;
import java.util.List;

/**
 * One contestant in one scenario.
 *
 * @param scenario its name
 * @param contestant its name
 * @param measurement what it spent
 * @param compared how many totals of a series were compared with what was written
 * @param wrong how many of them were not exact
 * @param examples some of those, in words
 */
record Row(
        String scenario,
        String contestant,
        Measurement measurement,
        int compared,
        int wrong,
        List<String> examples) {

    private static final int MAX_EXAMPLES = 5;

    static Row of(Scenario scenario, Contestant contestant, Outcome outcome) {
        List<String> differences = outcome.differences();
        return new Row(
                scenario.name(),
                contestant.label(),
                outcome.measurement(),
                outcome.compared(),
                differences.size(),
                differences.stream().limit(MAX_EXAMPLES).toList());
    }

    boolean is(Scenario wanted, Contestant who) {
        return scenario.equals(wanted.name()) && contestant.equals(who.label());
    }
}
