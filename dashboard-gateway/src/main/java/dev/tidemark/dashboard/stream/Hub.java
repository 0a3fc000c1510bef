package dev.tidemark.dashboard.stream;

import dev.tidemark.dashboard.query.ViewSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    Admission subscribe(View view) {
        lock.lock();
        try {
            if (closed) {
                return new Admission.Closing();
            }
            if (connections >= settings.maxConnections()) {
                return new Admission.TooManyConnections(settings.maxConnections());
            }
            if (!watched.containsKey(view) && hasAllViews(view.tenant())) {
                return new Admission.TooManyViews(settings.maxViewsPerTenant());
            }
            return new Admission.Admitted(admit(view));
        } finally {
            lock.unlock();
        }
    }

    private boolean hasAllViews(String tenant) {
        return viewsByTenant.getOrDefault(tenant, 0) >= settings.maxViewsPerTenant();
    }

    private Subscription admit(View view) {
        Subscription subscription = new Subscription(view, coalesced::increment, this::leave);
        connections++;
        clientsByTenant.merge(view.tenant(), 1, Integer::sum);
        Watched found = watched.get(view);
        if (found != null) {
            found.sampler().join(subscription);
            return subscription;
        }
        Sampler sampler = new Sampler(view, source, clock, this::clients);
        sampler.join(subscription);
        Runnable stop = ticks.start("sampler-" + view.tenant(), view.interval(), sampler::tick);
        watched.put(view, new Watched(sampler, stop));
        viewsByTenant.merge(view.tenant(), 1, Integer::sum);
        return subscription;
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

    /** Stops all reading, then ends every stream between two events. Does not wait for them. */
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
        all.forEach(view -> view.stopTicks().run());
        all.forEach(view -> view.sampler().endAll());
    }
}
