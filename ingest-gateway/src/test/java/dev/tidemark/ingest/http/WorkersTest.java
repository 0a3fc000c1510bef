package dev.tidemark.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private static final int MORE_THAN_THERE_ARE = 100;

    private final Workers workers = new Workers();

    @AfterEach
    void close() {
        workers.close();
        Thread.interrupted();
    }

    @Test
    void shouldWorkOnAThreadOfTheSystem() throws InterruptedException {
        AtomicReference<Thread> worker = new AtomicReference<>();

        Thread.ofVirtual()
                .start(() -> workers.run(() -> worker.set(Thread.currentThread())))
                .join();

        assertThat(worker.get().isVirtual()).isFalse();
    }

    @Test
    void shouldThrowWhatTheWorkThrows() {
        assertThatThrownBy(
                        () ->
                                workers.run(
                                        () -> {
                                            throw new IllegalStateException("broken");
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    @Test
    void shouldThrowAnErrorOfTheWork() {
        assertThatThrownBy(
                        () ->
                                workers.run(
                                        () -> {
                                            throw new StackOverflowError("deep");
                                        }))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void shouldWorkOnMoreThanItHasThreadsFor() throws InterruptedException {
        CountDownLatch all = new CountDownLatch(MORE_THAN_THERE_ARE);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_THERE_ARE; i++) {
            callers.add(
                    Thread.ofVirtual()
                            .start(
                                    () ->
                                            workers.run(
                                                    () -> {
                                                        all.countDown();
                                                        awaitQuietly(all);
                                                    })));
        }

        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        for (Thread caller : callers) {
            caller.join();
        }
    }

    @Test
    void shouldInterruptTheWorkOfACallerThatIsAndNoOther() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicReference<Boolean> kept = new AtomicReference<>();
        AtomicReference<Boolean> reached = new AtomicReference<>();
        Thread caller =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    workers.run(
                                            () -> {
                                                begun.countDown();
                                                awaitQuietly(never);
                                                reached.set(Thread.currentThread().isInterrupted());
                                            });
                                    kept.set(Thread.currentThread().isInterrupted());
                                });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();
        caller.join();

        assertThat(reached.get()).isTrue();
        assertThat(kept.get()).isTrue();
        AtomicReference<Boolean> next = new AtomicReference<>();
        workers.run(() -> next.set(Thread.currentThread().isInterrupted()));
        assertThat(next.get()).isFalse();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
