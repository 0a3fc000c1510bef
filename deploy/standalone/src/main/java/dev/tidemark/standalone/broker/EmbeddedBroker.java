package dev.tidemark.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka node, broker and controller in one, on loopback.
 *
 * <p>Lifecycle: {@link #start} formats the folder if it is new and returns when the broker serves;
 * single use. What was acknowledged survives a kill of the process; a loss of power may cost the
 * last moments, as with any single node whose log is not synced for each record.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int NODE_ID = 1;

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a node that keeps its data in this folder.
     *
     * @param port TCP port for clients
     */
    public static EmbeddedBroker start(Path folder, int port) {
        return start(folder, port, Map.of());
    }

    /**
     * Starts a node that keeps its data in this folder.
     *
     * @param port TCP port for clients
     * @param more settings of the broker, instead of or besides ours
     */
    public static EmbeddedBroker start(Path folder, int port, Map<String, String> more) {
        Map<String, String> config = config(folder, port, FreePort.next());
        config.putAll(more);
        formatIfNew(folder);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, port);
    }

    /** {@code host:port} for clients. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Stops in an orderly way, so that the next start need not check the log. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Map<String, String> config(Path folder, int clients, int controller) {
        Map<String, String> config = new HashMap<>();
        config.put("process.roles", "broker,controller");
        config.put("node.id", Integer.toString(NODE_ID));
        config.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controller);
        config.put("controller.listener.names", "CONTROLLER");
        config.put("inter.broker.listener.name", "CLIENTS");
        config.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.put(
                "listeners",
                "CLIENTS://%s:%d,CONTROLLER://%s:%d".formatted(HOST, clients, HOST, controller));
        config.put("log.dirs", folder.toString());
        config.put("auto.create.topics.enable", "false");
        config.put("default.replication.factor", "1");
        config.put("min.insync.replicas", "1");
        // One node and a handful of groups: the defaults of 50 partitions only slow the start.
        for (String topic : new String[] {"offsets.topic", "transaction.state.log"}) {
            config.put(topic + ".num.partitions", "4");
            config.put(topic + ".replication.factor", "1");
        }
        config.put("transaction.state.log.min.isr", "1");
        // Instead of 10 s: who takes over from a killed aggregator reads nothing before the
        // transaction that it left open has timed out and is aborted. Not less: after a kill of the
        // node, its old session is ended 2.3 s after the first of these intervals begins, and then
        // the partitions have no leader for a moment. Kafka 4.3.1 takes such partitions for
        // deleted, and would leave the transaction open there for ever.
        config.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "5000");
        config.put("share.coordinator.state.topic.num.partitions", "1");
        config.put("share.coordinator.state.topic.replication.factor", "1");
        config.put("share.coordinator.state.topic.min.isr", "1");
        // After a kill, the node must wait for its own old session to end before it registers
        // again.
        config.put("broker.session.timeout.ms", "3000");
        config.put("broker.heartbeat.interval.ms", "500");
        // Nobody else is about to join: begin at once.
        config.put("group.initial.rebalance.delay.ms", "0");
        // The default of 128 MiB is for brokers with thousands of compacted partitions.
        config.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        keepTheDiskTight(config);
        config.put("num.network.threads", "2");
        config.put("num.io.threads", "4");
        return config;
    }

    /**
     * The defaults save work on brokers with thousands of partitions; here are a few dozen, and a
     * start after a kill reads what was not tidied up.
     */
    private static void keepTheDiskTight(Map<String, String> config) {
        // Instead of 30 s, 5 min and 60 s: what has outlived its retention goes within half a
        // minute.
        config.put("log.initial.task.delay.ms", "5000");
        config.put("log.retention.check.interval.ms", "15000");
        config.put("log.segment.delete.delay.ms", "10000");
        // Instead of 15 s: a busy changelog is compacted soon after its segment is full.
        config.put("log.cleaner.backoff.ms", "5000");
        // Instead of 100 MiB each: they are read at every start, and the newest segment of each is
        // never compacted. A commit each 100 ms writes some kilobytes a second to them.
        config.put("offsets.topic.segment.bytes", Integer.toString(8 << 20));
        config.put("transaction.state.log.segment.bytes", Integer.toString(8 << 20));
        // Instead of 1 GiB: only older segments can go. The smallest that Kafka takes.
        config.put("metadata.log.segment.bytes", Integer.toString(8 << 20));
        config.put("metadata.max.retention.bytes", Integer.toString(32 << 20));
    }

    private static void formatIfNew(Path folder) {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try (PrintStream quiet =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Files.createDirectories(folder);
            new Formatter()
                    .setPrintStream(quiet)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE_ID)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(folder.toString())
                    .addDirectory(folder.toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + folder, e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + folder, e);
        }
    }
}
