package dev.tidemark.benchmarks.ingest;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.topic.Decoded;
import dev.tidemark.contract.topic.EventCodec;
import dev.tidemark.contract.topic.KafkaSettings;
import dev.tidemark.contract.topic.Topics;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks for events in their topic, from where it ended at some time. For one thread. */
final class TopicCount {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final KafkaSettings kafka;
    private final Map<TopicPartition, Long> from;

    private TopicCount(KafkaSettings kafka, Map<TopicPartition, Long> from) {
        this.kafka = kafka;
        this.from = from;
    }

    /**
     * What was found.
     *
     * @param accepted events that a client was told are kept
     * @param missing of them, not in the topic
     * @param repeated of them, more than once in the topic
     * @param unasked events in the topic that no client was told are kept
     * @param sameIds events in the topic with an id that another one has
     */
    record Result(long accepted, long missing, long repeated, long unasked, long sameIds) {}

    /** Remembers where the topic ends now. */
    static TopicCount fromHere(KafkaSettings kafka) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            return new TopicCount(kafka, consumer.endOffsets(consumer.assignment()));
        }
    }

    /** How many records have come since. */
    long written() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                    .mapToLong(end -> end.getValue() - from.getOrDefault(end.getKey(), 0L))
                    .sum();
        }
    }

    /**
     * Reads what has come since, and compares it.
     *
     * @param accepted numbers of the accepted events, less the first number
     * @param sent how many numbers there are
     */
    Result compare(BitSet accepted, long firstNumber, long sent) {
        byte[] found = new byte[Math.toIntExact(sent)];
        Fingerprints ids = new Fingerprints();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            Map<TopicPartition, Long> to = consumer.endOffsets(consumer.assignment());
            from.forEach(consumer::seek);
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (to.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    MetricEvent event = decode(record);
                    long index = (long) event.value() - firstNumber;
                    if (index >= 0 && index < sent) {
                        found[(int) index] += (byte) (found[(int) index] < 2 ? 1 : 0);
                        ids.add(event.tenant() + '/' + event.id());
                    }
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("the topic cannot be read in " + LIMIT);
                }
            }
        }
        return compare(accepted, found, ids.repeated());
    }

    /**
     * Compares.
     *
     * @param found how often each number is there; 2 for more than once
     */
    static Result compare(BitSet accepted, byte[] found, long sameIds) {
        long missing = 0;
        long repeated = 0;
        long unasked = 0;
        for (int i = 0; i < found.length; i++) {
            if (!accepted.get(i)) {
                unasked += found[i];
            } else if (found[i] == 0) {
                missing++;
            } else if (found[i] > 1) {
                repeated++;
            }
        }
        return new Result(accepted.cardinality(), missing, repeated, unasked, sameIds);
    }

    private static MetricEvent decode(ConsumerRecord<byte[], byte[]> record) {
        return switch (EventCodec.decode(record.value(), Set.of())) {
            case Decoded.Event(MetricEvent event) -> event;
            case Decoded.Undecodable undecodable ->
                    throw new IllegalStateException("not an event: " + undecodable);
        };
    }

    private static List<TopicPartition> partitions(KafkaSettings kafka) {
        return IntStream.range(0, kafka.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.EVENTS.name(), partition))
                .toList();
    }

    private static KafkaConsumer<byte[], byte[]> consumer(KafkaSettings kafka) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        kafka.clientProperties(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.assign(partitions(kafka));
        return consumer;
    }
}
