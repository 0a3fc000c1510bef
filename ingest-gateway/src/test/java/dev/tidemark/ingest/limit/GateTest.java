package dev.tidemark.ingest.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.http.Problem;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

    private static final long KILO = 1_000;
    private static final Duration BURST = Duration.ofSeconds(1);

    private long nowNanos;

    private final TimeMeter time =
            new TimeMeter() {
                @Override
                public long currentTimeNanos() {
                    return nowNanos;
                }

                @Override
                public boolean isWallClockBased() {
                    return false;
                }
            };

    @Test
    void shouldKeepATenantToItsRateInTheLongRun() {
        Gate gate = gate(rates(100, 0));
        long accepted = 0;

        for (int i = 0; i < 60_000; i++) {
            if (gate.enter("acme", 1) instanceof Gate.Entry.Admitted(Gate.Pass pass)) {
                pass.leave(1, 1);
                accepted++;
            }
            nowNanos += Duration.ofMillis(1).toNanos();
        }

        // 60 s at 100 a second, and the burst of 10 s that it begins with.
        assertThat(accepted).isBetween(6_990L, 7_010L);
    }

    @Test
    void shouldLetATenantMakeUpForSilenceAndNoMore() {
        Gate gate = gate(rates(100, 0));
        drain(gate, 1_000);

        nowNanos += Duration.ofHours(1).toNanos();

        assertThat(drain(gate, 5_000)).isEqualTo(1_000);
    }

    @Test
    void shouldMakeATenantPayForABatch() {
        Gate gate = gate(rates(100, 0));
        admitted(gate, "acme").leave(3_000, 1);

        assertThat(refused(gate, "acme").status()).isEqualTo(429);
        assertThat(refused(gate, "acme").code()).isEqualTo("rate_limited");
        // 2,000 over, at 100 a second.
        assertThat(refused(gate, "acme").retryAfterSeconds()).isBetween(20L, 21L);
        nowNanos += Duration.ofSeconds(19).toNanos();
        assertThat(refused(gate, "acme").status()).isEqualTo(429);
        nowNanos += Duration.ofSeconds(2).toNanos();
        admitted(gate, "acme").leave(1, 1);
    }

    @Test
    void shouldGiveRoomForWhatARequestHolds() {
        Gate gate = gate(new LimitSettings(10, 8L << 20, 0.5, 0, 0, BURST, BURST));
        Gate.Pass acme = admitted(gate, "acme");
        Gate.Pass acmeToo = admitted(gate, "acme");
        Gate.Pass globex = admitted(gate, "globex");

        assertThat(acme.hold(1)).isNull();
        assertThat(acme.hold(4L << 20)).extracting(Problem::code).isEqualTo("too_many_requests");
        assertThat(acme.hold(3L << 20)).isNull();
        assertThat(acme.hold(3L << 20)).isNull();
        assertThat(globex.hold(4L << 20)).isNull();
        assertThat(globex.hold(6L << 20)).extracting(Problem::status).isEqualTo(503);

        acme.leave(1, 1);
        acmeToo.leave(1, 1);
        // The only one always has room: the largest body fits any bound.
        assertThat(globex.hold(60L << 20)).isNull();
        globex.leave(1, 1);
        assertThat(admitted(gate, "acme").hold(4L << 20)).isNull();
    }

    @Test
    void shouldLimitBytesAsWell() {
        Gate gate = gate(rates(0, KILO));
        admitted(gate, "acme").leave(1, 11 * KILO);

        assertThat(refused(gate, "acme").code()).isEqualTo("rate_limited");
    }

    @Test
    void shouldNotLimitATenantForAnother() {
        Gate gate = gate(rates(100, 0));
        admitted(gate, "acme").leave(100_000, 1);

        admitted(gate, "globex").leave(1, 1);
    }

    @Test
    void shouldLeaveRoomForOtherTenants() {
        Gate gate = gate(room(10, 100L << 20));
        List<Gate.Pass> passes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            passes.add(admitted(gate, "acme"));
        }

        assertThat(refused(gate, "acme").status()).isEqualTo(429);
        assertThat(refused(gate, "acme").code()).isEqualTo("too_many_requests");
        for (int i = 0; i < 5; i++) {
            passes.add(admitted(gate, "globex"));
        }
        assertThat(refused(gate, "initech").status()).isEqualTo(503);
        assertThat(refused(gate, "initech").retryAfterSeconds()).isGreaterThanOrEqualTo(1);

        passes.forEach(pass -> pass.leave(1, 1));
        admitted(gate, "acme").leave(1, 1);
    }

    @Test
    void shouldBoundTheBytesUnderWay() {
        Gate gate = gate(room(1_000, 4L << 20));
        Gate.Pass first = admitted(gate, "acme", 1L << 20);
        Gate.Pass second = admitted(gate, "acme", 50L << 20);

        assertThat(gate.enter("acme", 1L << 20)).isInstanceOf(Gate.Entry.Refused.class);
        first.leave(1, 1);
        second.leave(1, 1);
        admitted(gate, "acme", 1L << 20).leave(1, 1);
    }

    @ParameterizedTest
    @CsvSource({"1, 512, 16", "2, 512, 16", "8, 512, 64", "64, 512, 128", "64, 16384, 512"})
    void shouldTakeOnMoreWithMoreProcessorsAndMemory(int processors, long heapMiB, long wantedMiB) {
        assertThat(LimitSettings.defaultMaxBytes(processors, heapMiB << 20))
                .isEqualTo(wantedMiB << 20);
    }

    private Gate gate(LimitSettings settings) {
        return new Gate(settings, time);
    }

    private static LimitSettings rates(long events, long bytes) {
        return new LimitSettings(
                1_000,
                128L << 20,
                0.5,
                events,
                bytes,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30));
    }

    private static LimitSettings room(int requests, long bytes) {
        return new LimitSettings(
                requests, bytes, 0.5, 0, 0, Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    private static Gate.Pass admitted(Gate gate, String tenant) {
        return admitted(gate, tenant, 1);
    }

    private static Gate.Pass admitted(Gate gate, String tenant, long bytes) {
        return switch (gate.enter(tenant, bytes)) {
            case Gate.Entry.Admitted(Gate.Pass pass) -> pass;
            case Gate.Entry.Refused(var problem) -> throw new AssertionError(problem.detail());
        };
    }

    private static Problem refused(Gate gate, String tenant) {
        return switch (gate.enter(tenant, 1)) {
            case Gate.Entry.Admitted admitted -> throw new AssertionError("was let in");
            case Gate.Entry.Refused(var problem) -> problem;
        };
    }

    /** How many of so many single events are let in at this moment. */
    private static int drain(Gate gate, int events) {
        int accepted = 0;
        for (int i = 0; i < events; i++) {
            if (gate.enter("acme", 1) instanceof Gate.Entry.Admitted(Gate.Pass pass)) {
                pass.leave(1, 1);
                accepted++;
            }
        }
        return accepted;
    }
}
