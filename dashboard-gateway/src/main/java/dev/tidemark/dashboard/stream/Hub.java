package dev.tidemark.dashboard.stream;

import dev.tidemark.dashboard.query.ViewSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who watches what.
 *
 * <p>A view is sampled from its first subscriber's coming until its last one's leaving. The hub
 * owns the samplers and ends all streams when it is closed. Thread-safe; its lock guards the books
 * only and is never held while something is read or written.
 */
public final class Hub implements AutoCloseable {

    private final StreamSettings settings;
    private final ViewSource source;
    private final Clock clock;
    private final Ticks ticks;
    private final Counter coalesced;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<View, Watched> watched = new HashMap<>();
    private final Map<String, Integer> clientsByTenant = new HashMap<>();
    private final Map<String, Integer> clientsByAddress = new HashMap<>();
    private final Map<String, Integer> viewsByTenant = new HashMap<>();
    private int connections;
    private boolean closed;

    /** A view that somebody watches, and how to stop its ticks. */
    private record Watched(Sampler sampler, Runnable stopTicks) {}

    /** Reads nothing until somebody subscribes. */
    public Hub(StreamSettings settings, ViewSource source, Clock clock, MeterRegistry registry) {
        this(settings, source, clock, new ThreadTicks(), registry);
    }

    Hub(
            StreamSettings settings,
            ViewSource source,
            Clock clock,
            Ticks ticks,
            MeterRegistry registry) {
        this.settings = settings;
        this.source = source;
        this.clock = clock;
        this.ticks = ticks;
        this.coalesced =
                Counter.builder("tidemark.dashboard.updates.coalesced")
                        .description("Updates that a newer one replaced before they were written")
                        .register(registry);
        Gauge.builder("tidemark.dashboard.connections", this, Hub::connections)
                .description("Open streams")
                .register(registry);
        Gauge.builder("tidemark.dashboard.views", this, Hub::views)
                .description("Distinct views that are watched")
                .register(registry);
    }

    /** Registers a client for a view, or says why not; nobody else is put out for it. */
    Admission subscribe(Visitor visitor) {
        Admission admission = admission(visitor);
        if (admission instanceof Admission.Admitted(Subscription subscription)) {
            welcome(subscription);
        }
        return admission;
    }

    private Admission admission(Visitor visitor) {
        View view = visitor.view();
        lock.lock();
        try {
            if (closed) {
                return new Admission.Closing();
            }
            if (connections >= settings.maxConnections()) {
                return new Admission.TooManyConnections(settings.maxConnections());
            }
            if (count(clientsByTenant, view.tenant()) >= settings.maxConnectionsPerTenant()) {
                return new Admission.TooManyOfTenant(settings.maxConnectionsPerTenant());
            }
            if (count(clientsByAddress, visitor.address()) >= settings.maxConnectionsPerAddress()) {
                return new Admission.TooManyOfAddress(settings.maxConnectionsPerAddress());
            }
            if (!watched.containsKey(view)
                    && count(viewsByTenant, view.tenant()) >= settings.maxViewsPerTenant()) {
                return new Admission.TooManyViews(settings.maxViewsPerTenant());
            }
            return new Admission.Admitted(admit(visitor));
        } finally {
            lock.unlock();
        }
    }

    private static int count(Map<String, Integer> counts, String key) {
        return counts.getOrDefault(key, 0);
    }

    private Subscription admit(Visitor visitor) {
        View view = visitor.view();
        Subscription subscription =
                new Subscription(
                        visitor,
                        new Patience(clock.millis(), settings.resumeWait()),
                        coalesced::increment,
                        this::leave);
        connections++;
        clientsByTenant.merge(view.tenant(), 1, Integer::sum);
        clientsByAddress.merge(visitor.address(), 1, Integer::sum);
        Watched found = watched.get(view);
        if (found != null) {
            found.sampler().join(subscription);
            return subscription;
        }
        Sampler sampler = new Sampler(view, source, clock, this::clients, settings.resumeWait());
        sampler.join(subscription);
        Runnable stop = ticks.start("sampler-" + view.tenant(), view.interval(), sampler::tick);
        watched.put(view, new Watched(sampler, stop));
        viewsByTenant.merge(view.tenant(), 1, Integer::sum);
        return subscription;
    }

    /** Outside of the lock, because it may encode. */
    private void welcome(Subscription subscription) {
        Watched found;
        lock.lock();
        try {
            found = watched.get(subscription.view());
        } finally {
            lock.unlock();
        }
        if (found != null) {
            found.sampler().welcome(subscription);
        }
    }

    private void leave(Subscription subscription) {
        lock.lock();
        try {
            View view = subscription.view();
            Watched found = watched.get(view);
            if (found == null || !found.sampler().leave(subscription)) {
                return;
            }
            connections--;
            decrement(clientsByTenant, view.tenant());
            decrement(clientsByAddress, subscription.visitor().address());
            if (!found.sampler().isWatched()) {
                watched.remove(view);
                decrement(viewsByTenant, view.tenant());
                found.stopTicks().run();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A tenant that is gone leaves nothing behind. */
    private static void decrement(Map<String, Integer> counts, String tenant) {
        counts.computeIfPresent(tenant, (key, count) -> count == 1 ? null : count - 1);
    }

    /** Open streams of a tenant. */
    public int clients(String tenant) {
        lock.lock();
        try {
            return clientsByTenant.getOrDefault(tenant, 0);
        } finally {
            lock.unlock();
        }
    }

    /** Open streams of all tenants. */
    int connections() {
        lock.lock();
        try {
            return connections;
        } finally {
            lock.unlock();
        }
    }

    /** Distinct views that are watched. */
    int views() {
        lock.lock();
        try {
            return watched.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether no new streams are taken any more. */
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes no new streams, and ends those that there are, between two events each, spread over
     * {@link StreamSettings#drain}: a few at once would be no harm, so fewer streams take less
     * time. Then stops all reading. Does not wait for the last bytes to be written. An interrupt
     * ends the spreading.
     */
    @Override
    public void close() {
        List<Watched> all;
        lock.lock();
        try {
            closed = true;
            all = List.copyOf(watched.values());
        } finally {
            lock.unlock();
        }
        List<Subscription> subscriptions = new ArrayList<>();
        all.forEach(view -> subscriptions.addAll(view.sampler().subscribers()));
        endSpread(subscriptions);
        all.forEach(view -> view.stopTicks().run());
        all.forEach(view -> view.sampler().endAll());
    }

    /** In no order, so that those of one view, one tenant or one proxy do not end together. */
    private void endSpread(List<Subscription> subscriptions) {
        Collections.shuffle(subscriptions);
        int count = subscriptions.size();
        Duration drain = settings.drainOf(count);
        long begin = System.nanoTime();
        for (int ended = 0; ended < count; ended++) {
            long atNanos = begin + drain.toNanos() / count * ended;
            for (long left = atNanos - System.nanoTime();
                    left > 0 && !Thread.currentThread().isInterrupted();
                    left = atNanos - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
            }
            subscriptions.get(ended).end();
        }
    }
}
