package dev.tidemark.ingest.publish;

import dev.tidemark.contract.topic.KafkaSettings;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;

/**
 * Asks Kafka for its nodes, as a sign of life.
 *
 * <p>Not through the producer: that answers from what it remembers. Owns its client. Thread-safe.
 */
public final class KafkaProbe implements KafkaReachability.Probe, AutoCloseable {

    /** Shorter than the second that orchestrators give to a health check by default. */
    private static final Duration TIMEOUT = Duration.ofMillis(900);

    private final Admin admin;

    private KafkaProbe(Admin admin) {
        this.admin = admin;
    }

    /**
     * Makes the client; does not wait for a connection.
     *
     * @throws KafkaException if the properties are wrong
     */
    public static KafkaProbe create(KafkaSettings kafka) {
        return new KafkaProbe(Admin.create(kafka.clientProperties()));
    }

    @Override
    public String failure() {
        DescribeClusterOptions options =
                new DescribeClusterOptions().timeoutMs((int) TIMEOUT.toMillis());
        try {
            admin.describeCluster(options).nodes().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return "";
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        } catch (TimeoutException e) {
            return "no answer within " + TIMEOUT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted while waiting";
        }
    }

    /** Ends the client at once. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
