package dev.tidemark.benchmarks.load;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a sequence's records, in the form {@code tenant/id}: one that no other has for an
 * event that carries its client's id, none for others.
 */
record EventKeys(Workload workload) {

    /** As long as the usual ids, which are UUIDs. */
    byte @Nullable [] at(long place) {
        return workload.clientIds()
                ? "tenant/6f1c0a52-7d0e-4c9b-9f3e-%012d"
                        .formatted(place)
                        .getBytes(StandardCharsets.US_ASCII)
                : null;
    }
}
