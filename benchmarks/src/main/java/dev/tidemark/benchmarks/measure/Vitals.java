package dev.tidemark.benchmarks.measure;

/**
 * What a process has used, and how large it has been, so far. All sizes are in bytes.
 *
 * @param usage time, CPU and allocations
 * @param heapAfterAny the most that any collection left on the heap; garbage that is old counts
 * @param heapAfterFull the most that a full collection left on the heap, which is what was in use
 * @param maxHeap as large as the heap may become
 * @param peakResident the most memory that the system ever gave it at a time; 0 where the system
 *     does not say
 */
public record Vitals(
        Usage usage, long heapAfterAny, long heapAfterFull, long maxHeap, long peakResident) {

    /** These sizes, with what was used up to another time. */
    public Vitals withUsage(Usage other) {
        return new Vitals(other, heapAfterAny, heapAfterFull, maxHeap, peakResident);
    }
}
