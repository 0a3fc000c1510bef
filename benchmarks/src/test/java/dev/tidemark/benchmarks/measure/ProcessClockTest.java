package dev.tidemark.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProcessClockTest {

    /** Steps of the JVM's own clock, and work between the looks. */
    private static final long TOLERANCE = Duration.ofSeconds(1).toNanos();

    @Test
    void shouldTellWhatTheJvmTells() {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

        long before = system.getProcessCpuTime() - TOLERANCE;
        long nanos = ProcessClock.nanos();
        long after = system.getProcessCpuTime() + TOLERANCE;

        assertThat(nanos).isPositive().isBetween(before, after);
        assertThat(ProcessClock.nanos()).isGreaterThanOrEqualTo(nanos);
    }
}
