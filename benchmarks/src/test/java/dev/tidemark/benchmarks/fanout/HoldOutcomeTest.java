package dev.tidemark.benchmarks.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class HoldOutcomeTest {

    @Test
    void shouldTakeWhatTwoClientsSawAsOne() {
        HoldOutcome both = outcome(3, 1, 2, 3).plus(outcome(2, 10, 20, 30, 40, 50, 60, 70));

        assertThat(both.connections()).isEqualTo(5);
        assertThat(both.delivered()).isEqualTo(10);
        assertThat(both.due()).isEqualTo(20);
        assertThat(both.micros().getTotalCount()).isEqualTo(10);
        assertThat(both.micros().getValueAtPercentile(50)).isEqualTo(20);
        assertThat(both.micros().getMaxValue()).isEqualTo(70);
    }

    private static HoldOutcome outcome(int connections, long... micros) {
        Histogram histogram = new Histogram(3);
        LongStream.of(micros).forEach(histogram::recordValue);
        return new HoldOutcome(
                connections, 4, micros.length, 0, 0, HoldOutcome.encode(histogram), 1, 0.5);
    }
}
