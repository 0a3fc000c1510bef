package dev.tidemark.benchmarks.measure;

/**
 * How large this process is. Sizes are in bytes.
 *
 * @param liveHeap what a full collection left on the heap
 * @param resident memory that the system gives it; 0 where the system does not say
 */
public record Footprint(long liveHeap, long resident) {

    private static final String RESIDENT = "VmRSS:";

    /** Makes a full collection first. Thread-safe. */
    public static Footprint afterCollection() {
        System.gc();
        return new Footprint(
                VitalSigns.leftByCollection(VitalSigns.heapPools()), VitalSigns.ofStatus(RESIDENT));
    }
}
