package dev.tidemark.aggregator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CommitPacerTest {

    private static final long NOW_MS = 1_000_000;

    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private final Rest rest = new Rest(Duration.ofMillis(50));
    private int held = 1;

    @BeforeEach
    void setUp() {
        context.setCurrentSystemTimeMs(NOW_MS);
    }

    private CommitPacer pacer(Duration patience) {
        return new CommitPacer(context, () -> held, patience, rest);
    }

    private void tickAt(long nowMs) {
        context.setCurrentSystemTimeMs(nowMs);
        context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .forEach(punctuator -> punctuator.getPunctuator().punctuate(nowMs));
    }

    @Test
    void shouldCommitWhatComesAloneAtOnce() {
        pacer(Duration.ZERO).holding(NOW_MS);

        assertThat(context.committed()).isTrue();
    }

    @Test
    void shouldRestFromOneCommitToTheNext() {
        CommitPacer pacer = pacer(Duration.ZERO);
        pacer.holding(NOW_MS);
        pacer.committing();
        context.resetCommit();

        pacer.holding(NOW_MS);
        tickAt(NOW_MS + 49);
        assertThat(context.committed()).isFalse();
        tickAt(NOW_MS + 50);
        assertThat(context.committed()).isTrue();
    }

    @Test
    void shouldNotBeAskedBeforeTheRestIsOver() {
        CommitPacer pacer = pacer(Duration.ZERO);
        pacer.holding(NOW_MS);
        pacer.committing();

        context.setCurrentSystemTimeMs(NOW_MS + 10);
        pacer.holding(NOW_MS);

        assertThat(context.scheduledPunctuators().getLast().getInterval())
                .isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void shouldRestLongerTheMoreWasHandedOn() {
        CommitPacer pacer = pacer(Duration.ZERO);
        held = 1_000;
        pacer.holding(NOW_MS);
        pacer.committing();
        context.resetCommit();
        held = 1;

        pacer.holding(NOW_MS);
        tickAt(NOW_MS + 99);
        assertThat(context.committed()).isFalse();
        tickAt(NOW_MS + 100);
        assertThat(context.committed()).isTrue();
    }

    @Test
    void shouldRestFromTheCommitsOfOtherTasksOfTheThread() {
        CommitPacer other = pacer(Duration.ZERO);
        other.holding(NOW_MS);
        other.committing();
        context.resetCommit();

        pacer(Duration.ZERO).holding(NOW_MS);

        assertThat(context.committed()).isFalse();
    }

    @Test
    void shouldNotRestFromACommitOfNothing() {
        CommitPacer pacer = pacer(Duration.ZERO);
        pacer.committing();

        pacer.holding(NOW_MS);

        assertThat(context.committed()).isTrue();
    }

    @Test
    void shouldWaitAsLongAsItMay() {
        pacer(Duration.ofMillis(250)).holding(NOW_MS);

        tickAt(NOW_MS + 249);
        assertThat(context.committed()).isFalse();
        tickAt(NOW_MS + 250);
        assertThat(context.committed()).isTrue();
    }

    @Test
    void shouldLeaveABacklogToTheCommitInterval() {
        CommitPacer pacer = pacer(Duration.ZERO);
        pacer.holding(NOW_MS - 60_000);

        tickAt(NOW_MS + 1_000);

        assertThat(context.committed()).isFalse();
        assertThat(pacer.isAwaited(NOW_MS)).isFalse();
    }

    @Test
    void shouldCommitWhenTheEndOfABacklogIsNear() {
        CommitPacer pacer = pacer(Duration.ZERO);
        pacer.holding(NOW_MS - 60_000);
        pacer.holding(NOW_MS - 1_000);

        tickAt(NOW_MS + 5);

        assertThat(context.committed()).isTrue();
    }

    @Test
    void shouldAwaitNothingWhenNothingIsHeld() {
        CommitPacer pacer = pacer(Duration.ZERO);
        pacer.holding(NOW_MS);
        pacer.committing();

        assertThat(pacer.isAwaited(NOW_MS)).isFalse();
    }
}
