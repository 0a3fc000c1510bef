package dev.tidemark.dashboard.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.query.ViewAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SubscriptionTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final View VIEW = Views.ACME;

    private final Subscription subscription = new Subscription(VIEW, () -> {}, closed -> {});

    private static Frame frame(String position) {
        ViewAnswer answer = new ViewAnswer(Map.of(), List.of(), position);
        return Frame.of(new Body(VIEW, answer, 1, 0, false, OptionalLong.of(0)));
    }

    private CompletableFuture<Subscription.Next> waiting() {
        return CompletableFuture.supplyAsync(() -> subscription.next(LONG));
    }

    @Test
    void shouldWakeTheConnectionForAFrame() {
        CompletableFuture<Subscription.Next> next = waiting();
        Frame frame = frame("0:1");

        subscription.offer(frame);

        assertThat(next.join()).isEqualTo(new Subscription.Next.Write(frame));
    }

    @Test
    void shouldWakeTheConnectionForTheEnd() {
        CompletableFuture<Subscription.Next> next = waiting();

        subscription.end();

        assertThat(next.join()).isEqualTo(new Subscription.Next.End());
    }

    @Test
    void shouldNotPutAnOlderStateBeforeANewerOne() {
        Frame newer = frame("0:2");
        subscription.offer(newer);

        subscription.offerFirst(frame("0:1"));

        assertThat(subscription.next(LONG)).isEqualTo(new Subscription.Next.Write(newer));
    }

    @Test
    void shouldEndWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        Subscription.Next next = subscription.next(LONG);

        assertThat(next).isEqualTo(new Subscription.Next.End());
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldNotLetAPositionBeginAFieldOfTheStream() {
        assertThat(frame("0:1\nevent: forged").toString())
                .contains("id: 0:1event: forged\n")
                .doesNotContain("\nevent: forged");
    }
}
