package dev.tidemark.dashboard.query;

import dev.tidemark.contract.query.Owner;
import dev.tidemark.contract.query.QueryFailure;
import dev.tidemark.contract.query.QueryPaths;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.contract.query.ViewQuery;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads views from the aggregators that own them.
 *
 * <p>Thread-safe; made for callers on virtual threads, which it blocks. No aggregator needs to run
 * when it is made. Single use: {@link #close} ends the calls that are under way.
 */
public final class QueryClient implements ViewSource, AutoCloseable {

    /** Whose owner is asked for when only the aggregator's presence matters. */
    private static final String PROBE_TENANT = "default";

    private final QuerySettings settings;
    private final AggregatorCalls calls;
    private final OwnerCache owners;
    private final AtomicInteger preferred = new AtomicInteger();
    private final Counter reads;
    private final MeterRegistry registry;

    /** Makes no call yet. */
    public QueryClient(QuerySettings settings, MeterRegistry registry) {
        this.settings = settings;
        this.calls = new AggregatorCalls(settings.key());
        this.owners = new OwnerCache(settings.maxOwners());
        this.registry = registry;
        this.reads =
                Counter.builder("tidemark.dashboard.store.reads")
                        .description("Views read from aggregators")
                        .register(registry);
    }

    /**
     * Reads a view from the stores of its tenant's owner; asks anew who that is, once, if the owner
     * that was known does not own it any more or is gone.
     */
    @Override
    public QueryResult read(ViewQuery query) {
        reads.increment();
        Deadline deadline = Deadline.in(settings.deadline());
        Reply<ViewAnswer> reply = ask(query, deadline);
        if (mayHaveMoved(reply) && owners.forget(query.tenant()) && !deadline.isPast()) {
            reply = ask(query, deadline);
        }
        if (reply instanceof Reply.Refused<ViewAnswer>) {
            // Not asked again now, but the next tick may find another owner.
            owners.forget(query.tenant());
        }
        return switch (reply) {
            case Reply.Got<ViewAnswer>(ViewAnswer answer) -> new QueryResult.Answered(answer);
            case Reply.Refused<ViewAnswer>(QueryFailure failure, String detail) ->
                    counted(failure.code(), new QueryResult.Failed(failure, detail));
            case Reply.Lost<ViewAnswer>(String detail) ->
                    counted("unreachable", new QueryResult.Unreachable(detail));
        };
    }

    /**
     * Whether any aggregator answers at all now, whatever it says. One call, within the deadline.
     */
    public boolean canReachAny() {
        return switch (askOwner(PROBE_TENANT, Deadline.in(settings.deadline()))) {
            case Reply.Got<Owner> got -> true;
            case Reply.Refused<Owner> refused -> true;
            case Reply.Lost<Owner> lost -> false;
        };
    }

    /** Ends calls that are under way: their reads give {@link QueryResult.Unreachable}. */
    @Override
    public void close() {
        calls.close();
    }

    private Reply<ViewAnswer> ask(ViewQuery query, Deadline deadline) {
        return switch (owner(query.tenant(), deadline)) {
            case Reply.Got<Owner>(Owner owner) ->
                    calls.get(owner.active(), query.toRequestTarget(), ViewAnswer.class, deadline);
            case Reply.Refused<Owner>(QueryFailure failure, String detail) ->
                    new Reply.Refused<>(failure, detail);
            case Reply.Lost<Owner>(String detail) -> new Reply.Lost<>(detail);
        };
    }

    private Reply<Owner> owner(String tenant, Deadline deadline) {
        Optional<Owner> known = owners.find(tenant);
        if (known.isPresent()) {
            return new Reply.Got<>(known.get());
        }
        Reply<Owner> reply = askOwner(tenant, deadline);
        if (reply instanceof Reply.Got<Owner>(Owner owner)) {
            owners.remember(tenant, owner);
        }
        return reply;
    }

    /**
     * Asks the aggregator that answered last, then the others. One that does not answer is not the
     * first to be asked next time: it might use up the deadline again.
     */
    private Reply<Owner> askOwner(String tenant, Deadline deadline) {
        List<String> aggregators = settings.aggregators();
        String target =
                QueryPaths.OWNER + "?tenant=" + URLEncoder.encode(tenant, StandardCharsets.UTF_8);
        Reply<Owner> reply = new Reply.Lost<>("no aggregator was asked");
        for (int tried = 0; tried < aggregators.size() && !deadline.isPast(); tried++) {
            int index = Math.floorMod(preferred.get(), aggregators.size());
            reply = calls.get(aggregators.get(index), target, Owner.class, deadline);
            if (reply instanceof Reply.Got) {
                return reply;
            }
            preferred.compareAndSet(index, (index + 1) % aggregators.size());
        }
        return reply;
    }

    private static boolean mayHaveMoved(Reply<ViewAnswer> reply) {
        return switch (reply) {
            case Reply.Got<ViewAnswer> got -> false;
            case Reply.Refused<ViewAnswer> refused -> refused.failure() == QueryFailure.NOT_OWNER;
            case Reply.Lost<ViewAnswer> lost -> true;
        };
    }

    private QueryResult counted(String reason, QueryResult failure) {
        Counter.builder("tidemark.dashboard.query.failures")
                .description("Reads that gave no answer")
                .tag("reason", reason)
                .register(registry)
                .increment();
        return failure;
    }
}
