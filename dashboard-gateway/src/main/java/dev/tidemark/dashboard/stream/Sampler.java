package dev.tidemark.dashboard.stream;

import dev.tidemark.dashboard.query.QueryResult;
import dev.tidemark.dashboard.query.ViewSource;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one view for all who watch it.
 *
 * <p>{@link #tick} belongs to one thread; subscribers come and go on any.
 */
final class Sampler {

    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

    private final View view;
    private final ViewSource source;
    private final Clock clock;
    private final ToIntFunction<String> clientsOfTenant;
    private final Set<Subscription> subscribers = ConcurrentHashMap.newKeySet();
    private volatile ViewState state = ViewState.UNKNOWN;
    private @Nullable Body told;
    private volatile boolean known;
    private volatile boolean ended;

    Sampler(View view, ViewSource source, Clock clock, ToIntFunction<String> clientsOfTenant) {
        this.view = view;
        this.source = source;
        this.clock = clock;
        this.clientsOfTenant = clientsOfTenant;
    }

    /** Reads once, and hands the state to every subscriber if it changed. */
    void tick() {
        QueryResult result = source.read(view.queryAt(clock.millis()));
        if (ended) {
            return;
        }
        long nowMs = clock.millis();
        ViewState before = state;
        ViewState now = before.after(result, nowMs);
        state = now;
        logTurn(before, result);
        Body body = body(now, nowMs);
        if (told == null || !body.tellsTheSameAs(told)) {
            told = body;
            publish(Frame.of(body));
        }
    }

    private Body body(ViewState now, long nowMs) {
        return now.body(view, clientsOfTenant.applyAsInt(view.tenant()), nowMs);
    }

    private void publish(Frame frame) {
        known = true;
        for (Subscription subscriber : subscribers) {
            subscriber.offer(frame);
        }
    }

    /**
     * Registered first and given what is known then, so that nothing is missed between. It is told
     * with the time and the age of now: the last frame may be from long ago.
     */
    void join(Subscription subscriber) {
        subscribers.add(subscriber);
        if (known) {
            subscriber.offerFirst(Frame.of(body(state, clock.millis())));
        }
    }

    /** Whether the view lost this subscriber now. */
    boolean leave(Subscription subscriber) {
        return subscribers.remove(subscriber);
    }

    boolean isWatched() {
        return !subscribers.isEmpty();
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
