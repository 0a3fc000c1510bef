package dev.tidemark.dashboard.stream;

import dev.tidemark.dashboard.query.QueryResult;
import dev.tidemark.dashboard.query.ViewSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one view for all who watch it.
 *
 * <p>{@link #tick} belongs to one thread; subscribers come and go on any. The lock keeps what a
 * latecomer is given in order with what everybody is; it is never held while something is read or
 * written.
 */
final class Sampler {

    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

    /** For so long latecomers share a frame: its time is off by no more than that. */
    private static final long LATECOMERS_SHARE_MS = 20;

    private final View view;
    private final ViewSource source;
    private final Clock clock;
    private final ToIntFunction<String> clientsOfTenant;
    private final Duration patience;
    private final Set<Subscription> subscribers = ConcurrentHashMap.newKeySet();
    private final Set<Subscription> waiting = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private ViewState state = ViewState.UNKNOWN;
    private @Nullable Body told;
    private @Nullable Frame forLatecomers;
    private long forLatecomersAtMs;
    private int toldClients;
    private long number;
    private volatile boolean ended;

    /**
     * @param clientsOfTenant how many streams a tenant has on this gateway
     * @param patience how long answers are withheld that are behind the ones before
     */
    Sampler(
            View view,
            ViewSource source,
            Clock clock,
            ToIntFunction<String> clientsOfTenant,
            Duration patience) {
        this.view = view;
        this.source = source;
        this.clock = clock;
        this.clientsOfTenant = clientsOfTenant;
        this.patience = patience;
    }

    /** Reads once, and hands the state to every subscriber if it changed. */
    void tick() {
        QueryResult result = source.read(view.queryAt(clock.millis()));
        int clients = clientsOfTenant.applyAsInt(view.tenant());
        lock.lock();
        try {
            if (!ended) {
                take(result, clients);
            }
        } finally {
            lock.unlock();
        }
    }

    private void take(QueryResult result, int clients) {
        long nowMs = clock.millis();
        ViewState before = state;
        state = before.after(result, nowMs, patience);
        logTurn(before, result);
        Body body = state.body(view, clients, nowMs);
        if (told == null || clients != toldClients || !body.tellsTheSameAs(told)) {
            Frame frame = Frame.of(body, ++number, told);
            told = body;
            toldClients = clients;
            forLatecomers = null;
            offer(subscribers, frame, nowMs);
        } else if (!waiting.isEmpty()) {
            offer(waiting, Frame.of(body, number, null), nowMs);
        }
        waiting.removeIf(subscriber -> !subscriber.isWaiting());
    }

    private static void offer(Set<Subscription> to, Frame frame, long nowMs) {
        for (Subscription subscriber : to) {
            subscriber.offer(frame, nowMs);
        }
    }

    /** From now on it is told what changes. */
    void join(Subscription subscriber) {
        if (subscriber.isWaiting()) {
            waiting.add(subscriber);
        }
        subscribers.add(subscriber);
    }

    /**
     * Gives one that has joined what is known, so that nothing is missed between, with the time and
     * the age of now: the last frame may be from long ago.
     */
    void welcome(Subscription subscriber) {
        int clients = clientsOfTenant.applyAsInt(view.tenant());
        lock.lock();
        try {
            if (told != null) {
                long nowMs = clock.millis();
                subscriber.offer(latecomersFrame(clients, nowMs), nowMs);
            }
        } finally {
            lock.unlock();
        }
    }

    private Frame latecomersFrame(int clients, long nowMs) {
        Frame frame = forLatecomers;
        if (frame == null || nowMs - forLatecomersAtMs > LATECOMERS_SHARE_MS) {
            frame = Frame.of(state.body(view, clients, nowMs), number, null);
            forLatecomers = frame;
            forLatecomersAtMs = nowMs;
            toldClients = clients;
        }
        return frame;
    }

    /** Whether the view lost this subscriber now. */
    boolean leave(Subscription subscriber) {
        waiting.remove(subscriber);
        return subscribers.remove(subscriber);
    }

    boolean isWatched() {
        return !subscribers.isEmpty();
    }

    /** Who watches now. */
    List<Subscription> subscribers() {
        return List.copyOf(subscribers);
    }

    /** A read that is under way tells nobody any more: it may fail because all is being closed. */
    void endAll() {
        ended = true;
        subscribers.forEach(Subscription::end);
    }

    /** Told when it turns, not at each tick of an outage. */
    private void logTurn(ViewState before, QueryResult result) {
        boolean first = told == null;
        switch (result) {
            case QueryResult.Answered answered when before.stale() && !first ->
                    LOG.info(
                            "view answers again tenant={} window={}", view.tenant(), view.window());
            case QueryResult.Answered answered -> {}
            case QueryResult.Failed(var failure, var detail) when first || !before.stale() ->
                    LOG.warn(
                            "view is stale tenant={} window={} reason={} detail=\"{}\"",
                            view.tenant(),
                            view.window(),
                            failure.code(),
                            detail);
            case QueryResult.Failed failed -> {}
            case QueryResult.Unreachable(var detail) when first || !before.stale() ->
                    LOG.warn(
                            "view is stale tenant={} window={} reason=unreachable detail=\"{}\"",
                            view.tenant(),
                            view.window(),
                            detail);
            case QueryResult.Unreachable unreachable -> {}
        }
    }
}
