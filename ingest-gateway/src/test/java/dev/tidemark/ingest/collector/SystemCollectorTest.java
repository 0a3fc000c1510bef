package dev.tidemark.ingest.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.ingest.publish.EventPublisher;
import dev.tidemark.ingest.publish.IdOrigin;
import dev.tidemark.ingest.publish.Publication;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemCollectorTest {

    private static final CollectorSettings SETTINGS =
            new CollectorSettings(true, Duration.ofSeconds(1), "ops");
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(7_000), ZoneOffset.UTC);

    @TempDir private Path empty;

    private final List<MetricEvent> events = new CopyOnWriteArrayList<>();

    private SystemLoad load(double cpu, double memory) {
        DoubleSupplier cpuShare = () -> cpu;
        return new SystemLoad(cpuShare, new MemoryFiles(empty, empty), () -> memory);
    }

    private SystemCollector collector(SystemLoad load, EventPublisher publisher) {
        return new SystemCollector(SETTINGS, "host-1", load, publisher, CLOCK);
    }

    private Publication accept(MetricEvent event, IdOrigin origin) {
        events.add(event);
        return new Publication.Accepted();
    }

    @Test
    void shouldPublishBothLoadsAsPercent() {
        try (SystemCollector collector = collector(load(0.25, 0.5), this::accept)) {
            collector.sample();
        }

        assertThat(events)
                .extracting(
                        MetricEvent::tenant,
                        MetricEvent::type,
                        MetricEvent::value,
                        MetricEvent::timestampMs,
                        MetricEvent::metadata)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "ops",
                                "performance",
                                25.0,
                                7_000L,
                                Map.of("metric", "cpu_load", "host", "host-1")),
                        org.assertj.core.groups.Tuple.tuple(
                                "ops",
                                "performance",
                                50.0,
                                7_000L,
                                Map.of("metric", "memory_usage", "host", "host-1")));
        assertThat(events.getFirst().id()).startsWith("performance-7000-");
    }

    @Test
    void shouldLeaveOutWhatIsNotKnown() {
        try (SystemCollector collector = collector(load(-1, Double.NaN), this::accept)) {
            collector.sample();
        }

        assertThat(events).isEmpty();
    }

    @Test
    void shouldNotReportMoreThanEverything() {
        try (SystemCollector collector = collector(load(1.5, 0), this::accept)) {
            collector.sample();
        }

        assertThat(events).extracting(MetricEvent::value).containsExactly(100.0, 0.0);
    }

    @Test
    void shouldGoOnAfterAFailure() throws InterruptedException {
        BlockingQueue<Publication> outcomes = new LinkedBlockingQueue<>();
        outcomes.add(new Publication.Unavailable("away", Duration.ofSeconds(1)));
        BlockingQueue<MetricEvent> seen = new LinkedBlockingQueue<>();
        EventPublisher failingTwice =
                (event, origin) -> {
                    seen.add(event);
                    Publication next = outcomes.poll();
                    if (next == null && seen.size() == 2) {
                        throw new IllegalStateException("a defect");
                    }
                    return next == null ? new Publication.Accepted() : next;
                };
        CollectorSettings often = new CollectorSettings(true, Duration.ofSeconds(1), "ops");
        try (SystemCollector collector =
                new SystemCollector(often, "h", load(0.1, 0.2), failingTwice, CLOCK)) {

            collector.schedule(Duration.ZERO);

            for (int i = 0; i < 4; i++) {
                assertThat(seen.poll(20, TimeUnit.SECONDS)).isNotNull();
            }
        }
    }

    @Test
    void shouldMeasureThisProcess() {
        SystemLoad load = SystemLoad.ofThisProcess();

        assertThat(load.memoryPercent().orElseThrow()).isBetween(0.0, 100.0);
        assertThat(load.cpuPercent().orElse(0)).isBetween(0.0, 100.0);
    }

    @Test
    void shouldNotStartUnlessEnabled() {
        CollectorSettings off = new CollectorSettings(false, Duration.ofSeconds(1), "ops");

        SystemCollector.start(off, "h", this::accept, CLOCK).close();

        assertThat(events).isEmpty();
    }
}
