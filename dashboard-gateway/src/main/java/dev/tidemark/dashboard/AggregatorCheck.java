package dev.tidemark.dashboard;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Ready when an aggregator answers. Thread-safe.
 *
 * <p>It probes at most once in a while, however often it is asked, so that watching the gateway is
 * no load on the aggregators.
 */
final class AggregatorCheck implements HealthCheck {

    private static final Duration VALID_FOR = Duration.ofSeconds(2);

    private final BooleanSupplier probe;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Seen seen = new Seen(false, Long.MIN_VALUE);

    private record Seen(boolean reachable, long validUntilMs) {}

    AggregatorCheck(BooleanSupplier probe, Clock clock) {
        this.probe = probe;
        this.clock = clock;
    }

    @Override
    public HealthCheckType type() {
        return HealthCheckType.READINESS;
    }

    @Override
    public String name() {
        return "aggregator";
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.builder().status(isReachable()).build();
    }

    /** Whoever comes while another probes is told what was seen last. */
    private boolean isReachable() {
        if (clock.millis() >= seen.validUntilMs() && lock.tryLock()) {
            try {
                boolean reachable = probe.getAsBoolean();
                seen = new Seen(reachable, clock.millis() + VALID_FOR.toMillis());
            } finally {
                lock.unlock();
            }
        }
        return seen.reachable();
    }
}
