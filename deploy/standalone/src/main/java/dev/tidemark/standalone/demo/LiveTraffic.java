package dev.tidemark.standalone.demo;

import java.time.Clock;
import java.time.Duration;

/** Sends each event of the model at its moment. For one thread. */
final class LiveTraffic {

    // Longer than the back-fill takes; what is older was missed while the server was away.
    private static final long MAX_BEHIND_MS = 15_000;

    private final TrafficModel model;
    private final Sender sender;
    private final Clock clock;
    private final Pacer pacer;

    LiveTraffic(TrafficModel model, Sender sender, Clock clock, Pacer pacer) {
        this.model = model;
        this.sender = sender;
        this.clock = clock;
        this.pacer = pacer;
    }

    /** Goes on until the thread is interrupted. */
    void runFrom(long epochSecond) throws InterruptedException {
        long second = epochSecond;
        while (!Thread.interrupted()) {
            second = Math.max(second, Math.floorDiv(clock.millis() - MAX_BEHIND_MS, 1000L));
            sendSecond(second);
            second++;
            pauseUntil(second * 1000);
        }
        throw new InterruptedException();
    }

    private void sendSecond(long second) throws InterruptedException {
        for (TrackRequest event : model.eventsOf(second, 1)) {
            pauseUntil(event.timestampMs());
            if (clock.millis() - event.timestampMs() <= MAX_BEHIND_MS) {
                sender.send(event);
            }
        }
    }

    private void pauseUntil(long epochMs) throws InterruptedException {
        long waitMs = epochMs - clock.millis();
        if (waitMs > 0) {
            pacer.pause(Duration.ofMillis(waitMs));
        }
    }
}
