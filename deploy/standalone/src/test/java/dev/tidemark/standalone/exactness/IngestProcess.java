package dev.tidemark.standalone.exactness;

import dev.tidemark.contract.topic.KafkaSettings;
import java.nio.file.Path;
import java.util.List;

/** One ingest gateway in a JVM of its own, which reports nothing of itself. */
final class IngestProcess extends ServiceProcess {

    private IngestProcess(Path folder, KafkaSettings kafka) {
        super(folder, "ingest", kafka, List.of("-Dingest.collector.enabled=false"), Main.class);
    }

    /** Starts it; returns at once. */
    static IngestProcess start(Path folder, KafkaSettings kafka) {
        return new IngestProcess(folder, kafka);
    }

    /** The gateway's own main class, in a process that does not outlive the tests. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) {
            ChildJvm.endWithTheTests();
            dev.tidemark.ingest.Main.main(args);
        }
    }
}
