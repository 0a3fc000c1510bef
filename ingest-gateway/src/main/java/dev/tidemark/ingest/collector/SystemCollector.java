package dev.tidemark.ingest.collector;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.ingest.publish.EventPublisher;
import dev.tidemark.ingest.publish.IdOrigin;
import dev.tidemark.ingest.publish.MetricIds;
import dev.tidemark.ingest.publish.Publication;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the load of CPU and memory at an interval, as {@code performance} events from 0 to 100.
 *
 * <p>One thread of its own. An event that cannot be published is lost, as the next one says more;
 * that is logged when it begins and when it ends. Single use: from {@link #start} until {@link
 * #close}.
 */
public final class SystemCollector implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SystemCollector.class);
    private static final String TYPE = "performance";

    /** Time for the JVM to calm down after its start, and for the CPU's load to have a meaning. */
    private static final Duration FIRST_DELAY = Duration.ofSeconds(3);

    private final CollectorSettings settings;
    private final String host;
    private final SystemLoad load;
    private final EventPublisher publisher;
    private final Clock clock;
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("system-collector").daemon().factory());

    /** Only touched by the one thread that samples. */
    private boolean failing;

    SystemCollector(
            CollectorSettings settings,
            String host,
            SystemLoad load,
            EventPublisher publisher,
            Clock clock) {
        this.settings = settings;
        this.host = host;
        this.load = load;
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Starts to sample, unless the settings say not to.
     *
     * @param host name of this machine, for the events
     * @param publisher is not owned
     */
    public static SystemCollector start(
            CollectorSettings settings, String host, EventPublisher publisher, Clock clock) {
        SystemCollector collector =
                new SystemCollector(settings, host, SystemLoad.ofThisProcess(), publisher, clock);
        if (settings.enabled()) {
            collector.schedule(FIRST_DELAY);
        }
        return collector;
    }

    void schedule(Duration firstDelay) {
        // Nobody needs the future: the task catches what it throws, and close() ends it.
        var _ =
                scheduler.scheduleWithFixedDelay(
                        this::sampleSafely,
                        firstDelay.toMillis(),
                        settings.interval().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Ends the thread; a sample that is being published is given up. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        scheduler.close();
    }

    /** Publishes what is known now. */
    void sample() {
        report("cpu_load", load.cpuPercent());
        report("memory_usage", load.memoryPercent());
    }

    /** An exception would end the schedule without a word. */
    private void sampleSafely() {
        try {
            sample();
        } catch (RuntimeException e) {
            note(e.toString());
        }
    }

    private void report(String metric, OptionalDouble percent) {
        if (percent.isPresent()) {
            publish(eventOf(metric, percent.getAsDouble()));
        }
    }

    private void publish(MetricEvent event) {
        switch (publisher.publish(event, IdOrigin.GATEWAY)) {
            case Publication.Accepted() -> note(null);
            case Publication.Overloaded o -> note("the buffer is full");
            case Publication.Unavailable(String reason, Duration retryAfter) -> note(reason);
            case Publication.TooLarge() -> note("the event is too large");
        }
    }

    private MetricEvent eventOf(String metric, double percent) {
        long nowMs = clock.millis();
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("metric", metric);
        metadata.put("host", host);
        String id = MetricIds.next(TYPE, nowMs);
        return new MetricEvent(settings.tenant(), id, TYPE, percent, null, metadata, nowMs, nowMs);
    }

    private void note(@Nullable String failure) {
        if (failure != null && !failing) {
            LOG.warn("system metrics are not published reason=\"{}\"", failure);
        } else if (failure == null && failing) {
            LOG.info("system metrics are published again");
        }
        failing = failure != null;
    }
}
