package dev.tidemark.ingest.publish;

import dev.tidemark.contract.MetricEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Many events under way through one producer: a callback for each notes its fate, and a semaphore
 * counts the callbacks. What it remembers of an event is a few words, not the event.
 */
final class KafkaEventBatch implements EventBatch {

    private final Producer<String, MetricEvent> producer;
    private final SendTurns turns;
    private final Duration deadline;
    private final SendBudget budget;
    private final Consumer<BatchPublication> observer;

    private final List<Sent> all = new ArrayList<>();
    private final Semaphore ended = new Semaphore(0);

    /** The fate of all that is still added; null while events are sent. */
    private @Nullable Publication closedWith;

    private boolean hasTurn;
    private long turnBeganNanos;
    private long lastSentNanos = System.nanoTime();

    /**
     * Begins a batch.
     *
     * @param turns at the producer
     * @param deadline how long to wait for the last acknowledgement
     * @param maxBlock how long to wait for room in the producer's buffer
     * @param observer is told the result before the caller is
     */
    KafkaEventBatch(
            Producer<String, MetricEvent> producer,
            SendTurns turns,
            Duration deadline,
            Duration maxBlock,
            Consumer<BatchPublication> observer) {
        this.producer = producer;
        this.turns = turns;
        this.deadline = deadline;
        this.budget = new SendBudget(maxBlock);
        this.observer = observer;
    }

    @Override
    public void add(int index, MetricEvent event, IdOrigin origin) {
        Sent sent = new Sent(index);
        all.add(sent);
        if (closedWith == null) {
            send(sent, event, origin);
            closedWith = closedAfter(sent);
        } else {
            sent.end(closedWith);
        }
    }

    @Override
    public void rest() {
        if (hasTurn) {
            hasTurn = false;
            turns.release(System.nanoTime() - turnBeganNanos);
        }
    }

    @Override
    public @Nullable Duration pause() {
        return switch (closedWith) {
            case Publication.Overloaded(Duration retryAfter) -> retryAfter;
            case Publication.Unavailable(String reason, Duration retryAfter) -> retryAfter;
            case null, default -> null;
        };
    }

    @Override
    public BatchPublication await() {
        rest();
        boolean interrupted = awaitEnds();
        List<BatchPublication.Failed> failed = new ArrayList<>(0);
        for (Sent sent : all) {
            Publication fate = sent.get();
            if (fate == null) {
                fate =
                        interrupted
                                ? SendFailure.interrupted()
                                : SendFailure.unacknowledged(deadline);
            }
            if (!(fate instanceof Publication.Accepted)) {
                failed.add(new BatchPublication.Failed(sent.index, fate));
            }
        }
        BatchPublication result = new BatchPublication(all.size() - failed.size(), failed);
        observer.accept(result);
        return result;
    }

    private void send(Sent sent, MetricEvent event, IdOrigin origin) {
        long start = System.nanoTime();
        try {
            takeTurn();
            // Its result comes to the callback; the future would only tell it again.
            var _ = producer.send(KafkaEventPublisher.recordOf(event, origin), sent);
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
            sent.end(SendFailure.interrupted());
        } catch (SerializationException e) {
            // Not the caller's fault nor Kafka's: every event that was parsed can be written.
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            sent.end(SendFailure.of(e));
        }
        lastSentNanos = System.nanoTime();
        budget.spend(lastSentNanos - start);
    }

    private void takeTurn() {
        if (!hasTurn) {
            turns.take();
            hasTurn = true;
            turnBeganNanos = System.nanoTime();
        }
    }

    private @Nullable Publication closedAfter(Sent sent) {
        return switch (sent.get()) {
            case Publication.Overloaded overloaded -> overloaded;
            case Publication.Unavailable unavailable -> unavailable;
            case null, default -> budget.isSpent() ? SendFailure.overloaded() : null;
        };
    }

    /** Waits until all have ended or the deadline; tells whether it was interrupted before that. */
    private boolean awaitEnds() {
        long left = deadline.toNanos() - (System.nanoTime() - lastSentNanos);
        try {
            // The result matters not: every event is asked afterwards.
            var _ = ended.tryAcquire(all.size(), left, TimeUnit.NANOSECONDS);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** One event that was added; ends once, on the producer's thread or the caller's. */
    private final class Sent extends AtomicReference<@Nullable Publication> implements Callback {

        private static final long serialVersionUID = 1L;

        private final int index;

        Sent(int index) {
            this.index = index;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
            end(exception == null ? Publication.Accepted.INSTANCE : SendFailure.of(exception));
        }

        void end(Publication publication) {
            if (compareAndSet(null, publication)) {
                ended.release();
            }
        }
    }
}
