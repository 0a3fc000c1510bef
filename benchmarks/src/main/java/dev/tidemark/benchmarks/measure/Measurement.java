package dev.tidemark.benchmarks.measure;

/**
 * What one contestant spent. The steady state leaves out the first fifth of the events, and with it
 * the start and most of the compilation.
 *
 * @param events that it was to count
 * @param eventsPerSecond in steady state
 * @param cpuMicros microseconds of CPU for each event, in steady state
 * @param allocatedBytes for each event, in steady state
 * @param wholeSeconds from its start to its end
 * @param wholeCpuMicros microseconds of CPU for each event, from its start to its end
 */
public record Measurement(
        long events,
        double eventsPerSecond,
        double cpuMicros,
        double allocatedBytes,
        double wholeSeconds,
        double wholeCpuMicros) {}
