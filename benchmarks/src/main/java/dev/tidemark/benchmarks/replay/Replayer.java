package dev.tidemark.benchmarks.replay;

import dev.tidemark.benchmarks.replay.LineReader.Line;
import dev.tidemark.standalone.demo.TrackClient;
import dev.tidemark.standalone.demo.TrackRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Sends the lines of one log, each when it is due. For one thread, which reads and waits. */
final class Replayer {

    // Beyond it a gateway answers each later, not more of them; and it bounds the memory.
    private static final int MAX_IN_FLIGHT = 256;

    private final TrackClient client;
    private final Schedule schedule;
    private final LogEvents events;
    private final Tally tally;
    private final Semaphore permits = new Semaphore(MAX_IN_FLIGHT);

    Replayer(TrackClient client, Schedule schedule, LogEvents events, Tally tally) {
        this.client = client;
        this.schedule = schedule;
        this.events = events;
        this.tally = tally;
    }

    /**
     * Returns when the outcome of every line is known.
     *
     * @throws IOException if the log cannot be read to its end; what was read is sent nevertheless
     */
    void run(InputStream log) throws IOException, InterruptedException {
        LineReader lines = new LineReader(log);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                take(line, executor);
            }
        }
    }

    private void take(Line line, ExecutorService executor) throws InterruptedException {
        switch (line) {
            case Line.TooLong ignored -> countMalformed();
            case Line.Text(String text) when text.isBlank() -> {}
            case Line.Text(String text) -> {
                Optional<AccessLogLine> parsed = AccessLogParser.parse(text);
                if (parsed.isEmpty()) {
                    countMalformed();
                } else {
                    send(parsed.get(), executor);
                }
            }
        }
    }

    private void countMalformed() {
        tally.countRead();
        tally.countMalformed();
    }

    private void send(AccessLogLine line, ExecutorService executor) throws InterruptedException {
        long dueMs = schedule.awaitDueMs(line.time());
        permits.acquire();
        tally.countRead();
        TrackRequest event = events.of(line, tally.linesRead(), dueMs);
        executor.execute(
                () -> {
                    try {
                        tally.count(client.track(event));
                    } finally {
                        permits.release();
                    }
                });
    }
}
