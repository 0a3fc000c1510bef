package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.benchmarks.load.EventSequence;
import dev.tidemark.benchmarks.load.Loader;
import dev.tidemark.benchmarks.process.BrokerProcess;
import dev.tidemark.benchmarks.process.ChildProcess;
import dev.tidemark.benchmarks.process.Message;
import dev.tidemark.benchmarks.process.ScratchFolder;
import dev.tidemark.contract.topic.KafkaSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Runs scenarios one after the other, and in each its contestants one after the other. */
final class AggregateBench {

    /** A contestant that hangs ends itself long before. */
    private static final Duration LONGEST_RUN = Duration.ofHours(2);

    /** What is written for an event, with its partial and its share of the stores' changelogs. */
    private static final long DISK_BYTES = 600;

    private static final long DISK_BYTES_ALWAYS = 512L << 20;

    private final long events;
    private final Clock clock;
    private final Consumer<String> progress;

    /**
     * A run.
     *
     * @param events of a scenario that uses all
     * @param progress takes a line for each step
     */
    AggregateBench(long events, Clock clock, Consumer<String> progress) {
        this.events = events;
        this.clock = clock;
        this.progress = progress;
    }

    List<Row> run(List<Scenario> scenarios) {
        List<Row> rows = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            rows.addAll(run(scenario));
        }
        return rows;
    }

    private List<Row> run(Scenario scenario) {
        EventSequence sequence =
                new EventSequence(
                        scenario.workload(), events / scenario.fraction(), clock.millis());
        List<Row> rows = new ArrayList<>();
        long disk = DISK_BYTES_ALWAYS + sequence.events() * DISK_BYTES;
        try (ScratchFolder folder = ScratchFolder.create(disk);
                BrokerProcess broker = BrokerProcess.start(folder)) {
            tell(scenario, "writing %,d events ...".formatted(sequence.events()));
            Loader.load(sequence, KafkaSettings.of(broker.bootstrapServers()));
            for (Contestant contestant : scenario.contestants()) {
                tell(scenario, contestant.label() + " ...");
                String name = contestant.name().toLowerCase(Locale.ROOT);
                Assignment assignment =
                        new Assignment(
                                contestant,
                                broker.bootstrapServers(),
                                sequence,
                                scenario.details(),
                                folder.resolve(name).toString());
                Outcome outcome = run(assignment, folder.resolve(name + ".log"));
                Row row = Row.of(scenario, contestant, outcome);
                tell(scenario, "%.2f us/event".formatted(row.measurement().cpuMicros()));
                rows.add(row);
            }
        }
        return rows;
    }

    private void tell(Scenario scenario, String step) {
        progress.accept(scenario.name() + ": " + step);
    }

    private static Outcome run(Assignment assignment, Path log) {
        try (ChildProcess child =
                ChildProcess.start(ContestantMain.class, log, Message.encode(assignment))) {
            return Message.decode(child.readLine(LONGEST_RUN), Outcome.class);
        }
    }
}
