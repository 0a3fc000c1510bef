package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.benchmarks.measure.Measurement;
import dev.tidemark.benchmarks.measure.Meter;
import dev.tidemark.contract.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Plain consumers of all events, set up as those of a Streams instance are, and as many: threads
 * that run at the same time slow each other down, so they are only compared with as many others.
 */
final class EventConsumer {

    /** Those of an aggregator by default. */
    private static final int THREADS = 2;

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration SAMPLE = Duration.ofMillis(20);

    private final Assignment assignment;
    private final LongAdder consumed = new LongAdder();
    private volatile boolean complete;

    private EventConsumer(Assignment assignment) {
        this.assignment = assignment;
    }

    /**
     * Hands every event over, and measures.
     *
     * @param each takes the events of one thread; one for each
     */
    static Measurement run(Assignment assignment, List<Consumer<byte[]>> each)
            throws InterruptedException {
        return new EventConsumer(assignment).run(each);
    }

    /** How many threads there are. */
    static int threads() {
        return THREADS;
    }

    private Measurement run(List<Consumer<byte[]>> each) throws InterruptedException {
        long events = assignment.events().events();
        Meter meter = Meter.start(events);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                List<TopicPartition> partitions = partitionsOf(i);
                Consumer<byte[]> consumer = each.get(i);
                running.add(threads.submit(() -> consume(partitions, consumer)));
            }
            try {
                awaitAll(meter, events, running);
                return meter.finish();
            } finally {
                complete = true;
            }
        }
    }

    private void awaitAll(Meter meter, long events, List<Future<?>> running)
            throws InterruptedException {
        Patience patience = new Patience();
        while (consumed.sum() < events) {
            Thread.sleep(SAMPLE);
            meter.consumed(consumed.sum());
            patience.progress(consumed.sum());
            for (Future<?> thread : running) {
                failIfEnded(thread);
            }
        }
    }

    private static void failIfEnded(Future<?> thread) throws InterruptedException {
        if (thread.isDone()) {
            try {
                thread.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a consumer failed", e.getCause());
            }
        }
    }

    private void consume(List<TopicPartition> partitions, Consumer<byte[]> each) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            while (!complete) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> event : records) {
                    each.accept(event.value());
                }
                consumed.add(records.count());
            }
        }
    }

    private List<TopicPartition> partitionsOf(int thread) {
        return IntStream.range(0, assignment.kafkaSettings().partitions())
                .filter(partition -> partition % THREADS == thread)
                .mapToObj(partition -> new TopicPartition(Topics.EVENTS.name(), partition))
                .toList();
    }

    private Properties properties() {
        Properties consumer = assignment.kafkaSettings().clientProperties();
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        return consumer;
    }
}
