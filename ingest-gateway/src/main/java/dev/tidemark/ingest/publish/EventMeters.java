package dev.tidemark.ingest.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * What became of events: the counter {@code tidemark.ingest.events} by outcome, and the timer
 * {@code tidemark.ingest.publish} from handing an event to Kafka until its fate was known.
 *
 * <p>Not by tenant or type: those come from outside and are without bound. Thread-safe.
 */
public final class EventMeters {

    private final Counter accepted;
    private final Counter refused;
    private final Counter overloaded;
    private final Counter unavailable;
    private final Timer publish;

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
    }

    private static Counter outcome(MeterRegistry registry, String outcome) {
        return Counter.builder("tidemark.ingest.events")
                .description("Events by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }

    /** Counts an event that was refused for what it was; nothing was published. */
    public void refused() {
        refused.increment();
    }

    /** Counts so many. */
    public void refused(int events) {
        refused.increment(events);
    }

    void published(Publication publication, long nanos) {
        publish.record(Duration.ofNanos(nanos));
        switch (publication) {
            case Publication.Accepted() -> accepted.increment();
            case Publication.Overloaded o -> overloaded.increment();
            case Publication.Unavailable u -> unavailable.increment();
            // The HTTP room answers with a refusal, and counts it as one.
            case Publication.TooLarge() -> {}
        }
    }
}
