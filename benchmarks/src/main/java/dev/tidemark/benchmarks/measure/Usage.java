package dev.tidemark.benchmarks.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process has used so far: all of its threads, those of the JVM included.
 *
 * @param nanos of wall-clock time, from an arbitrary origin
 * @param cpuNanos of CPU time
 * @param allocatedBytes on the heap by Java threads
 */
public record Usage(long nanos, long cpuNanos, long allocatedBytes) {

    private static final ThreadMXBean THREADS =
            ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    /** Up to now. */
    public static Usage now() {
        return new Usage(
                System.nanoTime(), ProcessClock.nanos(), THREADS.getTotalThreadAllocatedBytes());
    }
}
