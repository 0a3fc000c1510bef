package dev.tidemark.ingest.publish;

import dev.tidemark.contract.MetricEvent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Lets as many threads into a producer at a time as there are processors.
 *
 * <p>The producer's threads of requests and its one thread of the network share locks. Who is woken
 * to take one of these, and is a virtual thread, waits behind all others that can run, and while it
 * does nobody else is woken for it: with thousands of requests the network's thread stood still for
 * 140 ms on average. At this door, only those wait who have nothing to hold up. Thread-safe.
 */
final class SendTurns {

    private final Producer<String, MetricEvent> producer;
    private final Duration maxBlock;
    private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors());

    /**
     * Turns with this producer.
     *
     * @param maxBlock how long to wait for one
     */
    SendTurns(Producer<String, MetricEvent> producer, Duration maxBlock) {
        this.producer = producer;
        this.maxBlock = maxBlock;
    }

    /**
     * Sends when there is a turn.
     *
     * @param callback is told the end; null for nobody
     * @throws BufferExhaustedException if there was none in time
     * @throws InterruptException if the thread was interrupted; its flag is cleared
     * @throws org.apache.kafka.common.KafkaException as the producer throws it
     */
    Future<RecordMetadata> send(
            ProducerRecord<String, MetricEvent> event, @Nullable Callback callback) {
        take();
        try {
            return producer.send(event, callback);
        } finally {
            turns.release();
        }
    }

    private void take() {
        try {
            if (!turns.tryAcquire(maxBlock.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new BufferExhaustedException("no turn within " + maxBlock);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
