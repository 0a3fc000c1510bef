package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.benchmarks.load.Totals;
import dev.tidemark.benchmarks.peer.DslPeer;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.Windows;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** A peer, read by interactive queries. */
final class CountedPeer implements Counted {

    private final DslPeer peer;

    private CountedPeer(DslPeer peer) {
        this.peer = peer;
    }

    static CountedPeer plain(Assignment assignment) {
        return new CountedPeer(
                DslPeer.plain(
                        assignment.kafkaSettings(), Windows.DEFAULT, assignment.stateFolder()));
    }

    static CountedPeer tuned(Assignment assignment) {
        return new CountedPeer(
                DslPeer.tuned(
                        assignment.kafkaSettings(), Windows.DEFAULT, assignment.stateFolder()));
    }

    @Override
    public boolean holdsAll(Totals expected) {
        try {
            return peer.counters().count() >= expected.count();
        } catch (InvalidStateStoreException e) {
            // Its partitions are still on the way.
            return false;
        }
    }

    @Override
    public Totals counters() {
        return peer.counters();
    }

    @Override
    public Totals windows(WindowSize size) {
        return peer.windows(size);
    }

    @Override
    public void close() {
        peer.close();
    }
}
