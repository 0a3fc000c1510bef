package dev.tidemark.benchmarks.freshness;

import java.time.Duration;
import java.util.List;

/**
 * What is asked of a run.
 *
 * @param rates events a second, one after the other
 * @param warmUp at each rate, not measured
 * @param steady measured at each rate
 * @param interval of the stream
 */
record FreshnessSettings(List<Integer> rates, Duration warmUp, Duration steady, Duration interval) {

    /** Copies the rates. */
    FreshnessSettings {
        rates = List.copyOf(rates);
    }
}
