package dev.tidemark.benchmarks.replay;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One line on a terminal that rewrites itself until it is closed; then it is gone. */
final class Progress implements AutoCloseable {

    private static final String TO_LINE_START = "\r\u001b[K";
    private static final long PERIOD_MS = 250;

    private final Consumer<String> terminal;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private final ScheduledFuture<?> repetition;

    Progress(Consumer<String> terminal, Supplier<String> line) {
        this.terminal = terminal;
        this.repetition =
                timer.scheduleAtFixedRate(
                        () -> terminal.accept(TO_LINE_START + line.get()),
                        0,
                        PERIOD_MS,
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        repetition.cancel(false);
        timer.close();
        terminal.accept(TO_LINE_START);
    }
}
