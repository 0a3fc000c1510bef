package dev.tidemark.ingest.limit;

import dev.tidemark.contract.http.Problem;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in before their bodies are read, or says how long to wait. Thread-safe.
 *
 * <p>429 is about the tenant: its rate, or its share of what may be under way. 503 is about the
 * gateway. The time to wait is measured: until the tenant's debt is paid, or as long as a request
 * takes of late.
 */
public final class Gate {

    /** What one request holds at most: an event, or a part of a batch. */
    private static final long MAX_HELD_BYTES = 1L << 20;

    private final InFlight inFlight;
    private final TenantRates rates;
    private final Duration bodyTimeout;

    /** A gate with this much room. */
    public Gate(LimitSettings settings) {
        this(settings, TimeMeter.SYSTEM_NANOTIME);
    }

    Gate(LimitSettings settings, TimeMeter time) {
        this.inFlight = new InFlight(settings);
        this.rates = new TenantRates(settings, time);
        this.bodyTimeout = settings.bodyTimeout();
    }

    /** How long the body of a request that was let in may take to come. */
    public Duration bodyTimeout() {
        return bodyTimeout;
    }

    /** What came of asking. */
    public sealed interface Entry {

        /** Come in; {@link Pass#leave} must follow. */
        record Admitted(Pass pass) implements Entry {}

        /** Not now. */
        record Refused(Problem problem) implements Entry {}
    }

    /**
     * Asks for one request.
     *
     * @param tenant whose it is
     * @param announcedBytes length of its body; 0 or less if it does not say. As much of it is held
     *     at a time as an event may have, so longer ones count as 1 MiB
     */
    public Entry enter(String tenant, long announcedBytes) {
        Duration wait = rates.toWait(tenant);
        if (wait.isPositive()) {
            return new Entry.Refused(
                    Problem.retryLater(
                            429,
                            "rate_limited",
                            "tenant %s sends faster than it may".formatted(tenant),
                            wait));
        }
        long held = announcedBytes <= 0 ? MAX_HELD_BYTES : Math.min(announcedBytes, MAX_HELD_BYTES);
        Problem refusal = refusal(inFlight.enter(tenant, held), tenant);
        return refusal == null
                ? new Entry.Admitted(new Pass(tenant, held))
                : new Entry.Refused(refusal);
    }

    private @Nullable Problem refusal(InFlight.Entry entry, String tenant) {
        return switch (entry) {
            case IN -> null;
            case TENANT_FULL ->
                    Problem.retryLater(
                            429,
                            "too_many_requests",
                            "tenant %s has as many requests under way as it may".formatted(tenant),
                            inFlight.average());
            case FULL ->
                    Problem.retryLater(
                            503,
                            "overloaded",
                            "the gateway has as many requests under way as it may",
                            inFlight.average());
        };
    }

    /** A request that was let in. For one thread. */
    public final class Pass {

        private final String tenant;
        private long held;
        private final long begin = System.nanoTime();

        private Pass(String tenant, long held) {
            this.tenant = tenant;
            this.held = held;
        }

        /**
         * It holds so many bytes in all; null if there is room for those that it did not hold
         * before, else why it cannot go on. {@link #leave} must follow all the same.
         */
        public @Nullable Problem hold(long bytes) {
            if (bytes <= held) {
                return null;
            }
            Problem refusal = refusal(inFlight.grow(tenant, bytes - held), tenant);
            held = refusal == null ? bytes : held;
            return refusal;
        }

        /** It is done, and held so many events and bytes, as they were sent. Call it once. */
        public void leave(long events, long bytes) {
            rates.charge(tenant, events, bytes);
            inFlight.leave(tenant, held, System.nanoTime() - begin);
        }
    }
}
