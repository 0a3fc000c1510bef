package dev.tidemark.dashboard.views;

import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.contract.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The saved views of all owners, in the topic {@code tidemark.views}. Thread-safe.
 *
 * <p>A list is replaced only by who knew it. Two gateways could find that at the same time; so all
 * write under one transactional id, which is of one producer at a time: who takes it reads the
 * topic to its end before it looks, and who lost it cannot commit. One thread of each gateway
 * writes; reading needs no Kafka once the lists are loaded.
 */
public final class ViewsLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ViewsLog.class);

    private static final String WRITER = "tidemark-views";
    private static final int TRIES = 6;
    private static final Duration MAX_PAUSE = Duration.ofMillis(50);
    private static final int MAX_WAITING = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration READ_BACK = Duration.ofSeconds(5);
    private static final int CALL_TIMEOUT_MS = 4_000;

    /** Of the heap of each gateway; lists of a usual size of some ten thousand owners. */
    static final long MAX_BYTES = 64L << 20;

    private final KafkaSettings kafka;
    private final long maxBytes;
    private final ViewsStore store = new ViewsStore();
    private final ViewsFollower follower;
    private final ThreadPoolExecutor writer =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(MAX_WAITING),
                    Thread.ofPlatform().daemon().name("views-writer").factory());

    /** Of the writing thread, until that has ended. */
    private volatile @Nullable KafkaProducer<String, byte[]> producer;

    private ViewsLog(KafkaSettings kafka, long maxBytes) {
        this.kafka = kafka;
        this.maxBytes = maxBytes;
        this.follower = new ViewsFollower(kafka, store);
    }

    /** Begins to read; Kafka and the topic need not be there yet. */
    public static ViewsLog start(KafkaSettings kafka) {
        return start(kafka, MAX_BYTES);
    }

    static ViewsLog start(KafkaSettings kafka, long maxBytes) {
        return new ViewsLog(kafka, maxBytes);
    }

    /** The list of this owner; none while the lists are not loaded yet. */
    Optional<Stored> find(String owner) {
        return follower.isLoaded() ? Optional.of(store.find(owner)) : Optional.empty();
    }

    /**
     * Replaces a list, if it is the one that the caller knows.
     *
     * @param known revisions that it may have
     */
    WriteOutcome replace(String owner, Set<Long> known, List<SavedView> views) {
        Future<WriteOutcome> written;
        try {
            written = writer.submit(() -> write(owner, known, views));
        } catch (RejectedExecutionException e) {
            return new WriteOutcome.Unavailable("too many lists are being saved at once");
        }
        try {
            return written.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            written.cancel(false);
            return new WriteOutcome.Unavailable("Kafka takes too long");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WriteOutcome.Unavailable("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a list could not be saved", e.getCause());
        }
    }

    private WriteOutcome write(String owner, Set<Long> known, List<SavedView> views)
            throws InterruptedException {
        String why = "";
        for (int tried = 0; tried < TRIES; tried++) {
            try {
                return writeOnce(owner, known, views);
            } catch (RetriableException e) {
                LOG.warn("a list of views was not saved", e);
                leaveProducer();
                return new WriteOutcome.Unavailable("Kafka did not answer: " + e.getMessage());
            } catch (KafkaException e) {
                // Another gateway writes now, or Kafka forgot a producer that was long silent.
                LOG.info("saving views begins anew reason=\"{}\"", e.getMessage());
                leaveProducer();
                why = String.valueOf(e.getMessage());
                // Two that take the id from each other in step would never be done.
                LockSupport.parkNanos(
                        ThreadLocalRandom.current().nextLong(MAX_PAUSE.toNanos() << tried));
            }
        }
        return new WriteOutcome.Unavailable("Kafka refused: " + why);
    }

    private WriteOutcome writeOnce(String owner, Set<Long> known, List<SavedView> views)
            throws InterruptedException {
        KafkaProducer<String, byte[]> open = producer;
        if (open == null) {
            open = open();
            readToEnd();
        }
        if (!known.contains(store.find(owner).revision())) {
            readToEnd();
        }
        Stored current = store.find(owner);
        if (!known.contains(current.revision())) {
            return new WriteOutcome.Changed(current);
        }
        Stored next = ViewsJson.stored(current.revision() + 1, views);
        if (next.json().length > current.json().length
                && store.bytes() + next.json().length > maxBytes) {
            return new WriteOutcome.Full();
        }
        if (!store.await(append(open, owner, next) + 1, READ_BACK)) {
            return new WriteOutcome.Unavailable("it was saved, but not read back yet");
        }
        return new WriteOutcome.Saved(next);
    }

    /** The offset of the record. */
    private static long append(KafkaProducer<String, byte[]> open, String owner, Stored list)
            throws InterruptedException {
        open.beginTransaction();
        Future<RecordMetadata> sent =
                open.send(
                        new ProducerRecord<>(
                                ViewsFollower.PARTITION.topic(),
                                ViewsFollower.PARTITION.partition(),
                                owner,
                                list.json()));
        open.commitTransaction();
        try {
            return sent.get().offset();
        } catch (ExecutionException e) {
            throw new KafkaException("the record was not written", e.getCause());
        }
    }

    private KafkaProducer<String, byte[]> open() {
        Properties client = kafka.clientProperties();
        client.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, WRITER);
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, CALL_TIMEOUT_MS);
        client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, CALL_TIMEOUT_MS / 2);
        client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, CALL_TIMEOUT_MS);
        // A gateway that dies in the middle keeps others from reading on for no longer than that.
        client.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 2 * CALL_TIMEOUT_MS);
        KafkaProducer<String, byte[]> opened =
                new KafkaProducer<>(
                        client,
                        Topics.VIEWS.keySerde().serializer(),
                        Topics.VIEWS.valueSerde().serializer());
        producer = opened;
        opened.initTransactions();
        return opened;
    }

    /** Waits until this gateway has read all that is committed. */
    private void readToEnd() throws InterruptedException {
        Properties client = kafka.clientProperties();
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_TIMEOUT_MS);
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, CALL_TIMEOUT_MS);
        long endOffset;
        try (Admin admin = Admin.create(client)) {
            endOffset =
                    Objects.requireNonNull(
                                    admin.listOffsets(
                                                    Map.of(
                                                            ViewsFollower.PARTITION,
                                                            OffsetSpec.latest()),
                                                    new ListOffsetsOptions(
                                                            IsolationLevel.READ_COMMITTED))
                                            .all()
                                            .get()
                                            .get(ViewsFollower.PARTITION))
                            .offset();
        } catch (ExecutionException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "the end of the topic is not known", e.getCause());
        }
        if (!store.await(endOffset, READ_BACK)) {
            throw new org.apache.kafka.common.errors.TimeoutException("the topic is not read yet");
        }
    }

    private void leaveProducer() {
        KafkaProducer<String, byte[]> left = producer;
        producer = null;
        if (left != null) {
            left.close(Duration.ZERO);
        }
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(READ_BACK.toMillis(), TimeUnit.MILLISECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            writer.shutdownNow();
            Thread.currentThread().interrupt();
        }
        leaveProducer();
        follower.close();
    }
}
