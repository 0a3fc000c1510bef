package dev.tidemark.standalone.exactness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every counter and every window is exactly right, whatever dies: none lost, none doubled.
 *
 * <p>Broker and aggregators are processes of their own. When a test fails, what they wrote is shown
 * with the moments at which they were stopped.
 */
class ExactnessIT {

    private static final long SEED = 20_261;
    private static final int RECORDS_PER_SECOND = 500;

    /**
     * So few that an instance which joins is given stores at once. Streams lets one that would have
     * to restore more than 10,000 records of a store's changelog warm up first, and looks again
     * after ten minutes.
     */
    private static final int RECORDS_PER_SECOND_WHEN_SHARED = 100;

    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final int EVENTS_AROUND_THE_OUTAGE = 20_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    @RegisterExtension
    final TestExecutionExceptionHandler outputs =
            (context, failure) -> {
                showOutputs();
                throw failure;
            };

    private final KnownEvents events = new KnownEvents(SEED, Instant.now());
    private final Random random = new Random(SEED);

    /** What happens to an aggregator while events are written. */
    private interface Trouble {
        void happen(EventWriter writer, AggregatorProcess aggregator) throws Exception;
    }

    /** Writes before, meanwhile and after, and looks for every event. */
    private void countExactly(Trouble trouble) throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder);
                EventWriter writer = EventWriter.start(broker.kafka(), events, RECORDS_PER_SECOND);
                AggregatorProcess aggregator =
                        AggregatorProcess.startNamed(folder, "one", broker.kafka());
                Answers answers = new Answers(aggregator)) {

            trouble.happen(writer, aggregator);
            writer.awaitMore(RECORDS_PER_SECOND);
            writer.stop();

            answers.awaitExactly(events);
        }
    }

    @Test
    void shouldCountExactlyThroughSigkills() throws Exception {
        countExactly(
                (writer, aggregator) -> {
                    long startMs = 0;
                    for (int kill = 1; kill <= 10; kill++) {
                        // Two out of three while it works, the third while it starts and restores.
                        if (kill % 3 == 0) {
                            aggregator.killAfter(between(startMs / 3, startMs));
                        } else {
                            startMs = aggregator.awaitReady().toMillis();
                            aggregator.killAfter(between(100, 2_500));
                        }
                        aggregator.restart();
                    }
                });
    }

    /** As one is that was killed while it made its files. */
    @Test
    void shouldCountExactlyAfterStoresWereLeftThatCannotBeOpened() throws Exception {
        countExactly(
                (writer, aggregator) -> {
                    aggregator.awaitReady();
                    writer.awaitMore(RECORDS_PER_SECOND);
                    aggregator.killAfter(Duration.ZERO);
                    assertThat(spoilStores(folder.resolve("one"))).isPositive();
                    aggregator.restart();
                    aggregator.awaitReady();
                });
    }

    /** A store finds its other files by this one; tells of how many it was spoilt. */
    private static int spoilStores(Path state) throws IOException {
        int spoilt = 0;
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.getFileName().toString().equals("CURRENT")) {
                    Files.writeString(file, "MANIFEST-999999\n");
                    spoilt++;
                }
            }
        }
        return spoilt;
    }

    @Test
    void shouldCountExactlyThroughCleanStops() throws Exception {
        countExactly(
                (writer, aggregator) -> {
                    for (int stop = 1; stop <= 4; stop++) {
                        aggregator.awaitReady();
                        writer.awaitMore(random.nextInt(1, 2 * RECORDS_PER_SECOND));
                        aggregator.stop();
                        aggregator.restart();
                    }
                });
    }

    @Test
    void shouldCountExactlyWhileASecondInstanceJoinsAndLeaves() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder);
                AggregatorProcess first = AggregatorProcess.start(folder, "one", broker.kafka());
                Answers answers = new Answers(first);
                EventWriter writer =
                        EventWriter.start(broker.kafka(), events, RECORDS_PER_SECOND_WHEN_SHARED)) {
            first.awaitReady();

            try (AggregatorProcess second =
                    AggregatorProcess.start(folder, "two", broker.kafka())) {
                awaitShare(answers, second);
                writer.awaitMore(RECORDS_PER_SECOND_WHEN_SHARED);
                second.stop();
                awaitNoShare(answers, second);
                writer.awaitMore(RECORDS_PER_SECOND_WHEN_SHARED);

                second.restart();
                awaitShare(answers, second);
                writer.awaitMore(RECORDS_PER_SECOND_WHEN_SHARED);
                second.killAfter(between(100, 1_000));
                writer.awaitMore(RECORDS_PER_SECOND_WHEN_SHARED);
                awaitNoShare(answers, second);
            }
            writer.stop();

            answers.awaitExactly(events);
        }
    }

    @Test
    void shouldCountExactlyThroughAKilledBroker() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder);
                EventWriter writer = EventWriter.start(broker.kafka(), events, RECORDS_PER_SECOND);
                AggregatorProcess aggregator =
                        AggregatorProcess.startNamed(folder, "one", broker.kafka());
                Answers answers = new Answers(aggregator)) {
            aggregator.awaitReady();

            for (int kill = 1; kill <= 2; kill++) {
                writer.awaitMore(random.nextInt(RECORDS_PER_SECOND, 4 * RECORDS_PER_SECOND));
                broker.kill();
                broker.restart();
            }
            writer.awaitMore(RECORDS_PER_SECOND);
            writer.stop();

            answers.awaitExactly(events);
        }
    }

    @Test
    void shouldCountExactlyWhatClientsSendWhileKafkaIsAwayForHalfAMinute() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder);
                IngestProcess gateway = IngestProcess.start(folder, broker.kafka());
                AggregatorProcess aggregator =
                        AggregatorProcess.startNamed(folder, "one", broker.kafka());
                Answers answers = new Answers(aggregator)) {
            gateway.awaitReady();
            aggregator.awaitReady();

            try (HttpProducers producers = HttpProducers.start(gateway, events)) {
                producers.awaitMore(EVENTS_AROUND_THE_OUTAGE);
                broker.stopFor(OUTAGE);
                assertThat(producers.answered("503")).isPositive();
                gateway.awaitReady();
                producers.awaitMore(EVENTS_AROUND_THE_OUTAGE);
                producers.stop();
                System.out.println("Kafka was away for " + OUTAGE + ": " + producers);
            }

            answers.awaitExactly(events);
        }
    }

    private Duration between(long leastMs, long mostMs) {
        return Duration.ofMillis(random.nextLong(leastMs, mostMs));
    }

    private void awaitShare(Answers answers, AggregatorProcess aggregator) {
        await().alias("the second one owns tenants")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> answers.owners(events.tenants()).contains(aggregator.address()));
        aggregator.awaitReady();
    }

    private void awaitNoShare(Answers answers, AggregatorProcess aggregator) {
        await().alias("the first one owns all tenants")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> !answers.owners(events.tenants()).contains(aggregator.address()));
    }

    private void showOutputs() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
                System.out.printf("%n----- %s%n%s", log.getFileName(), Files.readString(log));
            }
        }
    }
}
