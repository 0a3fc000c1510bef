package dev.tidemark.benchmarks.measure;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How large this process is. Sizes are in bytes.
 *
 * @param liveHeap what a full collection left on the heap
 * @param resident memory that the system gives it; 0 where the system does not say
 * @param threads of the system that it has
 * @param openFiles that it has, sockets included; 0 where the system does not say
 */
public record Footprint(long liveHeap, long resident, int threads, long openFiles) {

    private static final String RESIDENT = "VmRSS:";

    /** Makes a full collection first. Thread-safe. */
    public static Footprint afterCollection() {
        System.gc();
        return new Footprint(
                VitalSigns.leftByCollection(VitalSigns.heapPools()),
                VitalSigns.ofStatus(RESIDENT),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                openFilesNow());
    }

    private static long openFilesNow() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean system
                ? system.getOpenFileDescriptorCount()
                : 0;
    }
}
