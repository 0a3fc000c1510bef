package dev.tidemark.dashboard.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ticks when told to. */
final class HandTicks implements Ticks {

    private final List<Runnable> running = new ArrayList<>();

    @Override
    public Runnable start(String name, Duration interval, Runnable tick) {
        running.add(tick);
        return () -> running.remove(tick);
    }

    void tick() {
        List.copyOf(running).forEach(Runnable::run);
    }
}
