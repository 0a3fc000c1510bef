package dev.tidemark.standalone.exactness;

import dev.tidemark.contract.topic.KafkaSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One aggregator in a JVM of its own, which keeps its state folder from life to life. */
final class AggregatorProcess extends ServiceProcess {

    private AggregatorProcess(
            Path folder, String name, KafkaSettings kafka, List<String> settings) {
        super(folder, name, kafka, withStateDir(folder, name, settings), Main.class);
    }

    /** Starts one that keeps its place in the group while it is away; returns at once. */
    static AggregatorProcess startNamed(Path folder, String name, KafkaSettings kafka) {
        return new AggregatorProcess(
                folder, name, kafka, List.of("-Daggregator.instance-id=" + name));
    }

    /** Starts one whose partitions are given to others once it is away; returns at once. */
    static AggregatorProcess start(Path folder, String name, KafkaSettings kafka) {
        return new AggregatorProcess(folder, name, kafka, List.of());
    }

    private static List<String> withStateDir(Path folder, String name, List<String> settings) {
        List<String> all = new ArrayList<>(settings);
        all.add("-Daggregator.state-dir=" + folder.resolve(name));
        return all;
    }

    /** The aggregator's own main class, in a process that does not outlive the tests. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) {
            ChildJvm.endWithTheTests();
            dev.tidemark.aggregator.Main.main(args);
        }
    }
}
