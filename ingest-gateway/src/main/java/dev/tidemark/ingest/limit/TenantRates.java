package dev.tidemark.ingest.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;

/**
 * What each tenant has sent, as token buckets. A request is let in while its tenant is not in debt,
 * and is charged for what it turned out to hold: so a tenant may go over by one request, and waits
 * the longer for it. Thread-safe.
 */
final class TenantRates {

    /** Whoever may name any tenant must not fill the heap; one that is forgotten begins anew. */
    private static final int MAX_TENANTS = 100_000;

    private final LimitSettings settings;
    private final TimeMeter time;
    private final Cache<String, OfTenant> tenants =
            Caffeine.newBuilder().maximumSize(MAX_TENANTS).build();

    private record OfTenant(List<Bucket> events, List<Bucket> bytes) {}

    TenantRates(LimitSettings settings, TimeMeter time) {
        this.settings = settings;
        this.time = time;
    }

    /** How long this tenant has to wait before it may send; zero if it need not. */
    Duration toWait(String tenant) {
        if (isUnlimited()) {
            return Duration.ZERO;
        }
        OfTenant own = of(tenant);
        return Duration.ofNanos(Math.max(nanosToWait(own.events()), nanosToWait(own.bytes())));
    }

    /** This tenant has sent so much. */
    void charge(String tenant, long events, long bytes) {
        if (isUnlimited()) {
            return;
        }
        OfTenant own = of(tenant);
        own.events().forEach(bucket -> consume(bucket, events));
        own.bytes().forEach(bucket -> consume(bucket, bytes));
    }

    private boolean isUnlimited() {
        return settings.eventsPerSecond() == 0 && settings.bytesPerSecond() == 0;
    }

    private OfTenant of(String tenant) {
        return tenants.get(
                tenant,
                name ->
                        new OfTenant(
                                bucket(settings.eventsPerSecond()),
                                bucket(settings.bytesPerSecond())));
    }

    /** None without a limit. */
    private List<Bucket> bucket(long perSecond) {
        if (perSecond == 0) {
            return List.of();
        }
        long capacity = Math.multiplyExact(perSecond, settings.burst().toSeconds());
        Bandwidth rate =
                Bandwidth.builder()
                        .capacity(capacity)
                        .refillGreedy(perSecond, Duration.ofSeconds(1))
                        .build();
        return List.of(Bucket.builder().addLimit(rate).withCustomTimePrecision(time).build());
    }

    private static void consume(Bucket bucket, long amount) {
        if (amount > 0) {
            bucket.consumeIgnoringRateLimits(amount);
        }
    }

    private static long nanosToWait(List<Bucket> buckets) {
        return buckets.stream()
                .mapToLong(bucket -> bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill())
                .max()
                .orElse(0);
    }
}
