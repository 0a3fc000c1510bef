package dev.tidemark.standalone.exactness;

import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.contract.topic.TopicProvisioner;
import dev.tidemark.standalone.broker.EmbeddedBroker;
import dev.tidemark.standalone.broker.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The embedded broker in a JVM of its own: always the same port and folder. */
final class BrokerProcess implements AutoCloseable {

    private final Path folder;
    private final int port = FreePort.next();
    private ChildJvm jvm;

    private BrokerProcess(Path folder) {
        this.folder = folder;
        this.jvm = launch();
    }

    /** Returns when it serves and the topics are there. */
    static BrokerProcess start(Path folder) {
        BrokerProcess broker = new BrokerProcess(folder);
        try {
            TopicProvisioner.ensure(broker.kafka());
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
        return broker;
    }

    KafkaSettings kafka() {
        return KafkaSettings.of("127.0.0.1:" + port);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        jvm.kill();
    }

    /** SIGTERM, and a start after this long; returns when it has been started again. */
    void stopFor(Duration time) throws InterruptedException {
        jvm.terminate();
        Thread.sleep(time);
        restart();
    }

    /** Starts it again after a kill; returns at once. */
    void restart() {
        jvm = launch();
    }

    @Override
    public void close() {
        jvm.close();
    }

    private ChildJvm launch() {
        return ChildJvm.start(
                folder,
                "broker",
                List.of(
                        Main.class.getName(),
                        folder.resolve("kafka").toString(),
                        Integer.toString(port)));
    }

    /** Runs a broker in the given folder, on the given port. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) {
            ChildJvm.endWithTheTests();
            EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]));
        }
    }
}
