package dev.tidemark.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaEventBatchTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KafkaReachability reachability = new KafkaReachability(Clock.systemUTC());
    private final MockProducer<String, MetricEvent> producer =
            new MockProducer<>(
                    false,
                    null,
                    Topics.EVENTS.keySerde().serializer(),
                    Topics.EVENTS.valueSerde().serializer());
    private final EventBatch batch = batch(Duration.ofMillis(20), Duration.ofSeconds(10));

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private EventBatch batch(Duration deadline, Duration maxBlock) {
        return new KafkaEventPublisher(
                        producer, deadline, maxBlock, reachability, new EventMeters(registry))
                .begin();
    }

    private static MetricEvent event(String id) {
        return new MetricEvent("acme", id, "a", 1, null, Map.of(), 5_000, 6_000);
    }

    private void add(int index) {
        batch.add(index, event("i" + index), IdOrigin.CLIENT);
    }

    private void addFailing(int index, @Nullable RuntimeException failure) {
        producer.sendException = failure;
        add(index);
        producer.sendException = null;
    }

    private double counted(String outcome) {
        return registry.get("tidemark.ingest.events").tag("outcome", outcome).counter().count();
    }

    private boolean reachable() {
        return reachability.now(() -> "not asked").reachable();
    }

    @Test
    void shouldSendBeforeAnythingIsAcknowledged() {
        add(0);
        batch.add(1, event("made"), IdOrigin.GATEWAY);

        assertThat(producer.history())
                .containsExactly(
                        new ProducerRecord<>(
                                "tidemark.events", null, 6_000L, "acme/i0", event("i0")),
                        new ProducerRecord<>("tidemark.events", null, 6_000L, null, event("made")));
    }

    @Test
    void shouldAcceptOnceAllAreAcknowledged() {
        add(0);
        add(3);
        producer.completeNext();
        producer.completeNext();

        BatchPublication result = batch.await();

        assertThat(result.accepted()).isEqualTo(2);
        assertThat(result.failed()).isEmpty();
        assertThat(counted("accepted")).isEqualTo(2);
        assertThat(reachable()).isTrue();
    }

    @Test
    void shouldTellWhichWereKept() {
        add(0);
        add(1);
        add(2);
        producer.completeNext();
        producer.errorNext(new NotEnoughReplicasException("one is away"));

        BatchPublication result = batch.await();

        assertThat(result.accepted()).isEqualTo(1);
        assertThat(result.failed())
                .extracting(BatchPublication.Failed::index)
                .containsExactly(1, 2);
        assertThat(result.failed())
                .extracting(BatchPublication.Failed::publication)
                .allSatisfy(p -> assertThat(p).isInstanceOf(Publication.Unavailable.class));
        assertThat(counted("unavailable")).isEqualTo(2);
        assertThat(reachable()).isFalse();
    }

    @Test
    void shouldNotWaitForRoomTwice() {
        addFailing(0, new BufferExhaustedException("full"));
        add(1);

        BatchPublication result = batch.await();

        assertThat(producer.history()).isEmpty();
        assertThat(result.failed())
                .extracting(BatchPublication.Failed::publication)
                .allSatisfy(p -> assertThat(p).isInstanceOf(Publication.Overloaded.class));
        assertThat(counted("overloaded")).isEqualTo(2);
        assertThat(reachable()).isTrue();
    }

    @Test
    void shouldNotAskAnAbsentKafkaAgain() {
        addFailing(0, new TimeoutException("no metadata"));
        add(1);

        assertThat(batch.await().failed()).hasSize(2);
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void shouldGoOnAfterAnEventThatWillNeverFit() {
        addFailing(0, new RecordTooLargeException("large"));
        add(1);
        producer.completeNext();

        BatchPublication result = batch.await();

        assertThat(result.accepted()).isEqualTo(1);
        assertThat(result.failed())
                .containsExactly(new BatchPublication.Failed(0, new Publication.TooLarge()));
        assertThat(counted("unavailable") + counted("overloaded")).isZero();
    }

    @Test
    void shouldStopWhenAllItsWaitingIsSpent() {
        EventBatch hasty = batch(Duration.ofMillis(20), Duration.ZERO);

        hasty.add(0, event("sent"), IdOrigin.CLIENT);
        hasty.add(1, event("not sent"), IdOrigin.CLIENT);
        producer.completeNext();

        BatchPublication result = hasty.await();
        assertThat(result.accepted()).isEqualTo(1);
        assertThat(result.failed())
                .singleElement()
                .extracting(BatchPublication.Failed::publication)
                .isInstanceOf(Publication.Overloaded.class);
    }

    @Test
    void shouldCountWaitingButNotWork() {
        SendBudget budget = new SendBudget(Duration.ofMillis(10));

        for (int i = 0; i < 100_000; i++) {
            budget.spend(100_000);
        }
        assertThat(budget.isSpent()).isFalse();

        budget.spend(Duration.ofMillis(11).toNanos());
        assertThat(budget.isSpent()).isTrue();
    }

    @Test
    void shouldBeUnavailableOnceClosed() {
        producer.close();
        add(0);
        add(1);

        assertThat(batch.await().failed()).hasSize(2);
    }

    @Test
    void shouldKeepTheInterruptFlag() {
        add(0);
        Thread.currentThread().interrupt();

        assertThat(batch.await().failed()).hasSize(1);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void shouldTellNothingOfNothing() {
        assertThat(batch.await().accepted()).isZero();
        assertThat(reachable()).isTrue();
    }
}
