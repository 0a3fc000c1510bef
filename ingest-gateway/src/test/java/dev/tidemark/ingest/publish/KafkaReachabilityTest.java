package dev.tidemark.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class KafkaReachabilityTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final KafkaReachability reachability = new KafkaReachability(clock);

    private static String neverAsked() {
        throw new AssertionError("must not probe");
    }

    private void pass(long seconds) {
        now.updateAndGet(instant -> instant.plusSeconds(seconds));
    }

    @Test
    void shouldTrustTheLastEventForAWhile() {
        reachability.failed("away");
        pass(5);

        KafkaReachability.Observation seen = reachability.now(KafkaReachabilityTest::neverAsked);

        assertThat(seen.reachable()).isFalse();
        assertThat(seen.failure()).isEqualTo("away");
    }

    @Test
    void shouldProbeOnceWhatItKnowsIsOld() {
        reachability.failed("away");
        pass(6);

        KafkaReachability.Observation seen = reachability.now(() -> "");

        assertThat(seen.reachable()).isTrue();
        assertThat(reachability.now(KafkaReachabilityTest::neverAsked)).isEqualTo(seen);
    }

    @Test
    void shouldTellWhatTheProbeMet() {
        pass(6);

        assertThat(reachability.now(() -> "still away").failure()).isEqualTo("still away");
    }
}
