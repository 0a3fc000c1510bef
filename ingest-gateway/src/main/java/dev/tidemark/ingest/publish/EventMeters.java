package dev.tidemark.ingest.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * What became of events: the counter {@code tidemark.ingest.events} by outcome, and the timer
 * {@code tidemark.ingest.publish} from handing an event to Kafka until its fate was known. Of
 * batches: the summary {@code tidemark.ingest.batch.events} and the timer {@code
 * tidemark.ingest.batch}, from the first byte until the fate of all was known.
 *
 * <p>Not by tenant or type: those come from outside and are without bound. Thread-safe.
 */
public final class EventMeters {

    private final Counter accepted;
    private final Counter refused;
    private final Counter overloaded;
    private final Counter unavailable;
    private final Timer publish;
    private final DistributionSummary batchEvents;
    private final Timer batch;

    /** Registers the meters, so that they are there before the first event. */
    public EventMeters(MeterRegistry registry) {
        accepted = outcome(registry, "accepted");
        refused = outcome(registry, "refused");
        overloaded = outcome(registry, "overloaded");
        unavailable = outcome(registry, "unavailable");
        publish =
                Timer.builder("tidemark.ingest.publish")
                        .description("From handing an event to Kafka until its fate was known")
                        .serviceLevelObjectives(
                                Duration.ofMillis(5),
                                Duration.ofMillis(10),
                                Duration.ofMillis(25),
                                Duration.ofMillis(50),
                                Duration.ofMillis(100),
                                Duration.ofMillis(500),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(10))
                        .register(registry);
        batchEvents =
                DistributionSummary.builder("tidemark.ingest.batch.events")
                        .description("Events that were found in one batch")
                        .serviceLevelObjectives(1, 10, 100, 1_000, 10_000)
                        .register(registry);
        batch =
                Timer.builder("tidemark.ingest.batch")
                        .description("From reading a batch until the fate of its events was known")
                        .serviceLevelObjectives(
                                Duration.ofMillis(10),
                                Duration.ofMillis(100),
                                Duration.ofMillis(500),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(10))
                        .register(registry);
    }

    private static Counter outcome(MeterRegistry registry, String outcome) {
        return Counter.builder("tidemark.ingest.events")
                .description("Events by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }

    /** Counts events that were refused for what they were; they were not published. */
    public void refused(int events) {
        refused.increment(events);
    }

    /** Counts a batch that was read, however far, and whose events have met their fates. */
    public void batch(int events, long nanos) {
        batchEvents.record(events);
        batch.record(Duration.ofNanos(nanos));
    }

    void published(Publication publication, long nanos) {
        publish.record(Duration.ofNanos(nanos));
        count(publication);
    }

    void published(BatchPublication publication) {
        accepted.increment(publication.accepted());
        publication.failed().forEach(failed -> count(failed.publication()));
    }

    private void count(Publication publication) {
        switch (publication) {
            case Publication.Accepted() -> accepted.increment();
            case Publication.Overloaded o -> overloaded.increment();
            case Publication.Unavailable u -> unavailable.increment();
            // The HTTP room answers with a refusal, and counts it as one.
            case Publication.TooLarge() -> {}
        }
    }
}
