package dev.tidemark.standalone.exactness;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSpec;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An endless, seeded row of records, and the figures that those taken so far must give.
 *
 * <p>Their times lie anywhere in {@link #SPAN}, in no order. A fifth carries its client's own id;
 * half of these come two or three times, from at once to thousands of records later. Values are
 * whole numbers, so that sums are exact. Not thread-safe.
 */
final class KnownEvents {

    /** Several windows of each size, all younger than the shortest retention. */
    private static final Duration SPAN = Duration.ofHours(5);

    private static final List<String> TENANTS =
            List.of("acme", "globex", "initech", "umbrella", "hooli", "stark");
    private static final List<String> TYPES =
            List.of("page_view", "api_call", "error", "order.placed", "cpu");

    /** The type that is broken down by default, by this field. */
    static final String BROKEN_DOWN = "page_view";

    static final String DIMENSION = "page";
    private static final List<String> PAGES = List.of("/", "/a", "/b?c=d", "/ü");

    private static final double WITH_CLIENT_ID = 0.2;
    private static final double REPEATED = 0.5;
    private static final double ON_THE_MINUTE = 0.05;
    private static final int SOON = 20;
    private static final int LATE = 3_000;
    private static final int MAX_VALUE = 1_000;

    /** A record that is to be written again once this many were taken. */
    private record Repetition(long due, String key, MetricEvent event) {}

    private final Random random;
    private final long spanStartMs;
    private final PriorityQueue<Repetition> repetitions =
            new PriorityQueue<>(Comparator.comparingLong(Repetition::due));
    private final Map<Figure, Rollup> figures = new HashMap<>();
    private final Map<SeriesKey, Rollup> parts = new HashMap<>();
    private final Map<String, Integer> clientIds = new HashMap<>();
    private long taken;
    private long repeated;

    /**
     * A row that begins anew.
     *
     * @param now the end of the events' times; only its hour matters
     */
    KnownEvents(long seed, Instant now) {
        this.random = new Random(seed);
        this.spanStartMs = now.truncatedTo(ChronoUnit.HOURS).minus(SPAN).toEpochMilli();
    }

    /** The next record, as an ingest gateway would write it; it counts from now on. */
    ProducerRecord<String, MetricEvent> next() {
        taken++;
        Repetition repetition = repetitions.peek();
        if (repetition != null && repetition.due() <= taken) {
            repetitions.remove();
            repeated++;
            return record(repetition.key(), repetition.event());
        }
        boolean hasClientId = random.nextDouble() < WITH_CLIENT_ID;
        MetricEvent event = newEvent(hasClientId);
        count(event);
        if (!hasClientId) {
            return record(null, event);
        }
        String key = event.tenant() + '/' + event.id();
        planRepetitions(key, event);
        return record(key, event);
    }

    /** What must be found of the records taken so far, and nothing else. */
    Map<Figure, Rollup> figures() {
        return Map.copyOf(figures);
    }

    /** What the parts of the type that is broken down must add up to, over all time. */
    Map<SeriesKey, Rollup> parts() {
        return Map.copyOf(parts);
    }

    List<String> tenants() {
        return TENANTS;
    }

    @Override
    public String toString() {
        return "%d records, %d of them repetitions, %d figures"
                .formatted(taken, repeated, figures.size());
    }

    private static ProducerRecord<String, MetricEvent> record(
            @Nullable String key, MetricEvent event) {
        return new ProducerRecord<>(Topics.EVENTS.name(), null, event.acceptedAtMs(), key, event);
    }

    private MetricEvent newEvent(boolean hasClientId) {
        String tenant = TENANTS.get(random.nextInt(TENANTS.size()));
        String type = TYPES.get(random.nextInt(TYPES.size()));
        String id = hasClientId ? clientId(tenant) : "gateway-" + taken;
        long timestampMs = spanStartMs + random.nextLong(SPAN.toMillis());
        if (random.nextDouble() < ON_THE_MINUTE) {
            timestampMs -= timestampMs % Duration.ofMinutes(1).toMillis();
        }
        return new MetricEvent(
                tenant,
                id,
                type,
                random.nextInt(-MAX_VALUE, MAX_VALUE),
                "user-" + random.nextInt(MAX_VALUE),
                Map.of(DIMENSION, PAGES.get(random.nextInt(PAGES.size()))),
                timestampMs,
                System.currentTimeMillis());
    }

    /** No two events of a tenant have the same, and all tenants use the same ones. */
    private String clientId(String tenant) {
        return "client-" + clientIds.merge(tenant, 1, Integer::sum);
    }

    private void planRepetitions(String key, MetricEvent event) {
        if (random.nextDouble() < REPEATED) {
            int times = random.nextInt(1, 3);
            for (int i = 0; i < times; i++) {
                long due = taken + 1 + random.nextInt(random.nextBoolean() ? SOON : LATE);
                repetitions.add(new Repetition(due, key, event));
            }
        }
    }

    private void count(MetricEvent event) {
        Rollup one = Rollup.of(event.value(), event.timestampMs());
        figures.merge(Figure.counter(event.series()), one, Rollup::merge);
        if (event.type().equals(BROKEN_DOWN)) {
            String page = String.valueOf(event.metadata().get(DIMENSION));
            parts.merge(event.series().part(DIMENSION, page), one, Rollup::merge);
        }
        for (WindowSpec spec : Windows.DEFAULT.specs()) {
            long startMs = spec.size().startOf(event.timestampMs());
            figures.merge(Figure.window(event.series(), spec.size(), startMs), one, Rollup::merge);
        }
    }
}
