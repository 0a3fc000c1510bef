package dev.tidemark.dashboard.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.query.ViewAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SubscriptionTest {

    private static final Duration BOUND = Duration.ofSeconds(5);

    private final AtomicInteger overwritten = new AtomicInteger();
    private final AtomicInteger signals = new AtomicInteger();

    private static Frame frame(String position) {
        ViewAnswer answer = new ViewAnswer(Map.of(), List.of(), position);
        return Frame.of(new Body(Views.ACME, answer, 1, 0, false, OptionalLong.of(0)), 1, null);
    }

    private Subscription subscription(@Nullable String seen) {
        Visitor visitor =
                new Visitor(
                        Views.ACME, "10.0.0.1", Optional.ofNullable(seen).flatMap(Position::parse));
        return new Subscription(
                visitor, new Patience(0, BOUND), overwritten::incrementAndGet, closed -> {});
    }

    @Test
    void shouldHoldTheNewestFrameOnlyAndCountWhatItReplaced() {
        Subscription subscription = subscription(null);
        Frame newest = frame("0:2");

        subscription.offer(frame("0:1"), 0);
        subscription.offer(newest, 0);

        assertThat(subscription.poll()).isSameAs(newest);
        assertThat(subscription.poll()).isNull();
        assertThat(overwritten).hasValue(1);
    }

    @Test
    void shouldSignalFramesAndTheEndAndWhatWasBeforeAnybodyListened() {
        Subscription subscription = subscription(null);
        subscription.offer(frame("0:1"), 0);

        subscription.onSignal(signals::incrementAndGet);
        subscription.offer(frame("0:2"), 0);
        subscription.end();

        assertThat(signals).hasValue(3);
        assertThat(subscription.isEnded()).isTrue();
    }

    @Test
    void shouldWithholdNumbersThatAClientHasSeenTheSuccessorsOf() {
        Subscription subscription = subscription("0:7");

        subscription.offer(frame("0:6"), BOUND.toMillis() - 1);
        Frame tooOld = subscription.poll();
        subscription.offer(frame("0:7"), BOUND.toMillis() - 1);

        assertThat(tooOld).isNull();
        assertThat(String.valueOf(subscription.poll())).contains("id: 0:7\n", "\"stale\":false");
        assertThat(subscription.isWaiting()).isFalse();
    }

    @Test
    void shouldSayThatNumbersAreOldWhenTheBoundIsOverAndNotTellTheirPosition() {
        Subscription subscription = subscription("0:7");

        subscription.offer(frame("0:6"), BOUND.toMillis());

        assertThat(String.valueOf(subscription.poll()))
                .contains("\"stale\":true")
                .doesNotContain("\nid:");
        assertThat(subscription.isWaiting()).isTrue();
    }

    @Test
    void shouldTakeAStoreThatWasBegunAnewForTheTruthAtLast() {
        Subscription subscription = subscription("0:7");

        subscription.offer(frame("0:1"), BOUND.toMillis() * 10);

        assertThat(String.valueOf(subscription.poll())).contains("\"stale\":false");
        assertThat(subscription.isWaiting()).isFalse();
    }

    @Test
    void shouldNotWaitForAPositionOfAnotherPartition() {
        Subscription subscription = subscription("3:700");

        subscription.offer(frame("0:1"), 0);

        assertThat(subscription.poll()).isNotNull();
    }

    @Test
    void shouldWithholdWhatNobodyHasReadYetFromAClientThatHasSeenNumbers() {
        Subscription subscription = subscription("0:7");

        subscription.offer(frame(""), 0);

        assertThat(subscription.poll()).isNull();
    }

    @Test
    void shouldNotLetAPositionBeginAFieldOfTheStream() {
        assertThat(frame("0:1\nevent: forged").toString()).doesNotContain("\nevent: forged");
    }
}
