package dev.tidemark.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendTurnsTest {

    private static final int TURNS = Runtime.getRuntime().availableProcessors();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private static SendTurns allTaken(Duration maxBlock) {
        SendTurns turns = new SendTurns(maxBlock, true);
        for (int i = 0; i < TURNS; i++) {
            turns.take();
        }
        return turns;
    }

    @Test
    void shouldGiveAsManyAsThereAreProcessors() {
        SendTurns turns = allTaken(Duration.ofMillis(10));

        assertThatThrownBy(turns::take).isInstanceOf(BufferExhaustedException.class);

        turns.release(1);
        turns.take();
    }

    @Test
    void shouldTellAnInterrupt() {
        SendTurns turns = allTaken(Duration.ofSeconds(20));
        Thread.currentThread().interrupt();

        assertThatThrownBy(turns::take).isInstanceOf(InterruptException.class);
    }

    @Test
    void shouldForetellTheWaitByWhoWaitsAndHowLongTurnsAre() throws InterruptedException {
        SendTurns turns = allTaken(Duration.ofSeconds(20));
        for (int i = 0; i < 1_000; i++) {
            turns.release(Duration.ofMillis(8).toNanos());
            turns.take();
        }
        assertThat(turns.backlog()).isZero();

        Thread[] waiting = new Thread[3 * TURNS];
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        turns.take();
                                        turns.release(1);
                                    });
        }

        // Three for each turn, of 8 ms.
        await().untilAsserted(() -> assertThat(turns.backlog().toMillis()).isBetween(23L, 24L));
        turns.release(1);
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThat(turns.backlog()).isZero();
    }
}
