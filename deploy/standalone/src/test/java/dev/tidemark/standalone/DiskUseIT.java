package dev.tidemark.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.aggregator.Aggregator;
import dev.tidemark.aggregator.AggregatorConfig;
import dev.tidemark.aggregator.InternalTopics;
import dev.tidemark.aggregator.StreamsSettings;
import dev.tidemark.aggregator.topology.TopologySettings;
import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.WindowSpec;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.http.ServerSettings;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.contract.topic.TopicProvisioner;
import dev.tidemark.contract.topic.Topics;
import dev.tidemark.standalone.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disk use under a steady load of ever new windows levels off once the retention has passed.
 *
 * <p>A store's retention is event time, so the events run through nine retentions of the store at
 * many times the speed of the clock. A changelog's retention is the broker's clock: each of its
 * segments holds transaction markers, whose time is when they were written. Ours is never below 21
 * minutes (a minute, ten for events ahead of the clock, ten for clocks that differ), in segments of
 * at least a minute and up to 16 MiB, so the test gives the topic shorter ones of the same kind and
 * runs through five of them. What it shows of the topic is that the broker, as it is embedded, lets
 * go of compacted segments in time; the figures are not those of a real installation.
 */
class DiskUseIT {

    /** What the newest third may use more than the middle one: the load is not perfectly even. */
    private static final double MARGIN = 1.25;

    private static final WindowSpec WINDOW =
            new WindowSpec(WindowSize.parse("10s"), Duration.ofMinutes(1));

    /** The store keeps 10 minutes more, for events ahead of the clock. */
    private static final Duration STORE_RETENTION = Duration.ofMinutes(11);

    /** The changelog's, scaled down as told above. */
    private static final Map<String, String> SHORT_CHANGELOG =
            Map.of(
                    "retention.ms", "15000",
                    "segment.ms", "5000",
                    "segment.bytes", Integer.toString(1 << 20));

    private static final String STORE = "windows-" + WINDOW.size();
    private static final int RETENTIONS = 9;
    private static final int SERIES = 300;
    private static final Duration WALL_TIME = Duration.ofSeconds(90);

    /**
     * The windows that the store's segments may hold at a time, half a retention more than is kept,
     * at about 100 bytes each, not compressed; all that are written would be six times as much. A
     * folder that never takes more has levelled off: below that, its size tells when RocksDB last
     * wrote its memory out.
     */
    private static final long RETAINED_BYTES =
            100L * SERIES * 3 * STORE_RETENTION.dividedBy(WINDOW.size().duration()) / 2;

    @TempDir Path folder;

    private record Sample(long stateBytes, long segments, long changelogBytes) {}

    @Test
    void shouldLevelOff() throws Exception {
        Path kafka = folder.resolve("kafka");
        Path state = folder.resolve("state");
        List<Sample> samples = new ArrayList<>();
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(kafka, Ports.claim("127.0.0.1", 0, "port"))) {
            KafkaSettings settings = new KafkaSettings(broker.bootstrapServers(), 1, Map.of());
            TopicProvisioner.ensure(settings);
            try (Aggregator aggregator = start(settings, state);
                    Producer<String, MetricEvent> producer = producer(settings)) {
                assertThat(aggregator.healthChecks()).isNotEmpty();
                shortenChangelog(settings);
                load(producer, () -> samples.add(sample(kafka, state)));
            }
        }

        report(samples);
        if (max(samples, Sample::stateBytes) > RETAINED_BYTES) {
            assertLevel("state folder, bytes", samples, Sample::stateBytes);
        }
        assertLevel("changelog, bytes", samples, Sample::changelogBytes);
        assertThat(max(samples, Sample::segments))
                .as("segments of half a retention: three, and for a moment the one that goes")
                .isLessThanOrEqualTo(4);
    }

    private static void shortenChangelog(KafkaSettings kafka) {
        Windows windows = new Windows(List.of(WINDOW));
        Map<String, Map<String, String>> wanted = Map.of(STORE, SHORT_CHANGELOG);
        String application = StreamsSettings.of(Path.of("")).applicationId();
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            await().atMost(Duration.ofSeconds(60))
                    .until(
                            () ->
                                    InternalTopics.align(admin, application, windows, wanted)
                                                    .changes()
                                                    .size()
                                            == SHORT_CHANGELOG.size());
        }
    }

    private static Aggregator start(KafkaSettings kafka, Path state) {
        AggregatorConfig config =
                new AggregatorConfig(
                        new ServerSettings("127.0.0.1", 0),
                        AuthSettings.NONE,
                        "127.0.0.1:1",
                        kafka,
                        TopologySettings.of(new Windows(List.of(WINDOW))),
                        StreamsSettings.of(state));
        return Aggregator.start(config, Clock.systemUTC(), new SimpleMeterRegistry());
    }

    private static Producer<String, MetricEvent> producer(KafkaSettings kafka) {
        return new KafkaProducer<>(
                kafka.clientProperties(),
                Topics.EVENTS.keySerde().serializer(),
                Topics.EVENTS.valueSerde().serializer());
    }

    /** One event of each series in each window; the windows follow each other evenly. */
    private static void load(Producer<String, MetricEvent> producer, Runnable afterWindow)
            throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        long sizeMs = WINDOW.size().lengthMs();
        long windows = RETENTIONS * STORE_RETENTION.toMillis() / sizeMs;
        long pause = WALL_TIME.toNanos() / windows;
        long last = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
        long begin = System.nanoTime();
        for (long window = 0; window < windows; window++) {
            long at = last - (windows - window) * sizeMs;
            for (int series = 0; series < SERIES; series++) {
                sent.add(
                        producer.send(
                                new ProducerRecord<>(Topics.EVENTS.name(), event(series, at))));
            }
            LockSupport.parkNanos(begin + (window + 1) * pause - System.nanoTime());
            afterWindow.run();
        }
        for (Future<RecordMetadata> record : sent) {
            record.get();
        }
    }

    private static MetricEvent event(int series, long timestampMs) {
        return new MetricEvent(
                "acme",
                "e" + series + "-" + timestampMs,
                "type_" + series,
                1,
                null,
                Map.of(),
                timestampMs,
                timestampMs);
    }

    private static Sample sample(Path kafka, Path state) {
        return new Sample(
                bytes(state, file -> true),
                directories(state, STORE + "."),
                bytes(
                        kafka,
                        file ->
                                file.toString().contains(STORE + "-changelog-")
                                        && file.toString().contains(".log")));
    }

    private static long bytes(Path root, Predicate<Path> which) {
        Walk walk = new Walk(which, "");
        return walk.through(root).bytes;
    }

    private static long directories(Path root, String prefix) {
        Walk walk = new Walk(file -> false, prefix);
        return walk.through(root).directories;
    }

    /** Walks a folder whose files come and go. */
    private static final class Walk extends SimpleFileVisitor<Path> {

        private final Predicate<Path> which;
        private final String prefix;
        private long bytes;
        private long directories;

        Walk(Predicate<Path> which, String prefix) {
            this.which = which;
            this.prefix = prefix;
        }

        Walk through(Path root) {
            try {
                Files.walkFileTree(root, this);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot walk " + root, e);
            }
            return this;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            if (dir.getFileName().toString().startsWith(prefix)) {
                directories++;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (which.test(file)) {
                bytes += attributes.size();
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path dir, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }

    private static void assertLevel(
            String what, List<Sample> samples, ToLongFunction<Sample> figure) {
        long middle = max(third(samples, 1), figure);
        long newest = max(third(samples, 2), figure);
        assertThat(middle).as(what).isPositive();
        assertThat((double) newest)
                .as("%s: most in the newest third, against %d in the middle one", what, middle)
                .isLessThanOrEqualTo(middle * MARGIN);
    }

    private static List<Sample> third(List<Sample> samples, int index) {
        int length = samples.size() / 3;
        return samples.subList(index * length, (index + 1) * length);
    }

    private static long max(List<Sample> samples, ToLongFunction<Sample> figure) {
        return samples.stream().mapToLong(figure).max().orElse(0);
    }

    private static void report(List<Sample> samples) {
        for (int third = 0; third < 3; third++) {
            List<Sample> part = third(samples, third);
            System.out.printf(
                    "disk use, third %d: state folder %,d bytes, %d segments; changelog %,d"
                            + " bytes%n",
                    third + 1,
                    max(part, Sample::stateBytes),
                    max(part, Sample::segments),
                    max(part, Sample::changelogBytes));
        }
    }
}
