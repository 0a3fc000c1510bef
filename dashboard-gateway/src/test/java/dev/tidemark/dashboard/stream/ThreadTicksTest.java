package dev.tidemark.dashboard.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ThreadTicksTest {

    private final ThreadTicks ticks = new ThreadTicks();

    @Test
    void shouldTickAtOnceHoweverLongTheInterval() throws InterruptedException {
        CountDownLatch ticked = new CountDownLatch(1);

        Runnable stop = ticks.start("test", Duration.ofHours(1), ticked::countDown);

        assertThat(ticked.await(10, TimeUnit.SECONDS)).isTrue();
        stop.run();
    }

    @Test
    void shouldTickOnAGridOfItsOwn() {
        assertThat(ThreadTicks.untilNext(1_030, 100, 40)).isEqualTo(10);
        assertThat(ThreadTicks.untilNext(1_040, 100, 40)).isEqualTo(100);
        assertThat(ThreadTicks.untilNext(-30, 100, 40)).isEqualTo(70);
    }

    @Test
    void shouldTickOnAfterATickThatFailed() throws InterruptedException {
        CountDownLatch ticked = new CountDownLatch(3);
        Runnable failing =
                () -> {
                    ticked.countDown();
                    throw new IllegalStateException("told to fail");
                };

        Runnable stop = ticks.start("test", Duration.ofMillis(1), failing);

        assertThat(ticked.await(10, TimeUnit.SECONDS)).isTrue();
        stop.run();
    }

    @Test
    void shouldNotTickAgainWhenStoppedInATick() throws InterruptedException {
        AtomicInteger count = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch other = new CountDownLatch(5);
        Runnable stop =
                ticks.start(
                        "test",
                        Duration.ofMillis(1),
                        () -> {
                            count.incrementAndGet();
                            begun.countDown();
                            awaitQuietly(stopped);
                        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        stop.run();
        stopped.countDown();
        Runnable stopOther = ticks.start("other", Duration.ofMillis(5), other::countDown);

        assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(count).hasValue(1);
        stopOther.run();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
