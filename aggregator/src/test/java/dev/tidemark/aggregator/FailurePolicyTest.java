package dev.tidemark.aggregator;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {

    private Instant now = Instant.EPOCH;

    private final FailurePolicy policy =
            new FailurePolicy(
                    new Clock() {
                        @Override
                        public Instant instant() {
                            return now;
                        }

                        @Override
                        public ZoneOffset getZone() {
                            return ZoneOffset.UTC;
                        }

                        @Override
                        public Clock withZone(ZoneId zone) {
                            return this;
                        }
                    });

    @Test
    void shouldReplaceAThreadThatFailedForAPassingReason() {
        assertThat(policy.handle(new TimeoutException("broker away"))).isEqualTo(REPLACE_THREAD);
    }

    @Test
    void shouldStopWhenAStoreCannotBeRead() {
        Throwable failure = new StreamsException("task", new SerializationException("version 9"));

        assertThat(policy.handle(failure)).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void shouldStopWhenFailuresDoNotEnd() {
        for (int i = 0; i < FailurePolicy.MAX_FAILURES; i++) {
            assertThat(policy.handle(new TimeoutException("again"))).isEqualTo(REPLACE_THREAD);
        }

        assertThat(policy.handle(new TimeoutException("again"))).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void shouldForgetFailuresOfLongAgo() {
        for (int i = 0; i < FailurePolicy.MAX_FAILURES; i++) {
            policy.handle(new TimeoutException("again"));
        }
        now = now.plus(Duration.ofMinutes(11));

        assertThat(policy.handle(new TimeoutException("again"))).isEqualTo(REPLACE_THREAD);
    }
}
