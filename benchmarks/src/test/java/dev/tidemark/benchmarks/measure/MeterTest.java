package dev.tidemark.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MeterTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void shouldLeaveTheFirstFifthOutOfTheSteadyState() {
        Iterator<Usage> usages =
                List.of(
                                new Usage(0, 0, 0),
                                new Usage(10 * SECOND, 5 * SECOND, 7_000),
                                new Usage(12 * SECOND, 6 * SECOND, 15_000))
                        .iterator();
        Meter meter = new Meter(1_000_000, usages::next);

        meter.consumed(199_999);
        meter.consumed(200_000);
        meter.consumed(900_000);
        Measurement measurement = meter.finish();

        assertThat(measurement).isEqualTo(new Measurement(1_000_000, 400_000, 1.25, 0.01, 12, 6.0));
    }
}
