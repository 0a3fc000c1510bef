package dev.tidemark.benchmarks.protocols;

import dev.tidemark.benchmarks.load.EventSequence;
import dev.tidemark.benchmarks.load.Loader;
import dev.tidemark.benchmarks.load.Workload;
import dev.tidemark.benchmarks.process.BrokerProcess;
import dev.tidemark.benchmarks.process.ScratchFolder;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.contract.topic.TopicProvisioner;
import java.util.function.Consumer;

/** One protocol once through all moments, on a cluster of its own. Single use. */
final class ProtocolRound {

    /** Four thousand series, so that there is something to restore. */
    static final Workload WORKLOAD = new Workload(20, 200, 0);

    static final long EVENTS = 40_000;

    private static final long DISK_BYTES = 1L << 30;

    private final Protocol protocol;
    private final int number;
    private final boolean join;
    private final Consumer<Row> told;
    private long marks;

    /**
     * A round.
     *
     * @param number in the rows
     * @param join whether it is also timed how a second aggregator gets a share at last
     * @param told each time, as soon as it is known
     */
    ProtocolRound(Protocol protocol, int number, boolean join, Consumer<Row> told) {
        this.protocol = protocol;
        this.number = number;
        this.join = join;
        this.told = told;
    }

    void run(long nowMs) {
        try (ScratchFolder folder = ScratchFolder.create(DISK_BYTES);
                BrokerProcess broker = BrokerProcess.start(folder, protocol.brokerSettings());
                Probe probe = new Probe(WORKLOAD.tenants())) {
            KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
            TopicProvisioner.ensure(kafka);
            try (SteadyTraffic traffic = new SteadyTraffic(kafka, WORKLOAD.tenants())) {
                run(folder, kafka, traffic, probe, nowMs);
            }
        }
    }

    private void run(
            ScratchFolder folder,
            KafkaSettings kafka,
            SteadyTraffic traffic,
            Probe probe,
            long nowMs) {
        mark(traffic);
        long begin = System.nanoTime();
        try (AggregatorProcess first = start(folder, "first", kafka)) {
            probe.awaitMarks(first, marks);
            took(Moment.FIRST_START, begin);

            try (AggregatorProcess second = start(folder, "second", kafka)) {
                probe.awaitShare(second);
                Loader.load(new EventSequence(WORKLOAD, EVENTS, nowMs), kafka);
                traffic.start();
                probe.awaitShare(second);
                settle();
                begin = System.nanoTime();
                second.kill();
            }
            mark(traffic);
            probe.awaitMarks(first, marks);
            took(Moment.TAKEOVER, begin);
            probe.awaitEvents(first, EVENTS);

            first.stop();
            mark(traffic);
            begin = System.nanoTime();
            first.restart();
            probe.awaitMarks(first, marks);
            took(Moment.RESTART, begin);

            settle();
            first.kill();
            mark(traffic);
            begin = System.nanoTime();
            first.restart();
            probe.awaitMarks(first, marks);
            took(Moment.RESTART_AFTER_KILL, begin);
            if (join) {
                settle();
                begin = System.nanoTime();
                try (AggregatorProcess third = start(folder, "third", kafka)) {
                    probe.awaitShare(third);
                    took(Moment.JOIN, begin);
                }
            }
        }
    }

    private AggregatorProcess start(ScratchFolder folder, String name, KafkaSettings kafka) {
        return AggregatorProcess.start(folder, name, protocol, kafka.bootstrapServers());
    }

    private void mark(SteadyTraffic traffic) {
        traffic.mark();
        marks++;
    }

    private void took(Moment moment, long beginNanos) {
        long millis = (System.nanoTime() - beginNanos) / 1_000_000;
        told.accept(Row.of(protocol, moment, number, millis));
    }

    /** Lets the group come to rest, so that one moment does not disturb the next. */
    private static void settle() {
        try {
            Thread.sleep(3_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
