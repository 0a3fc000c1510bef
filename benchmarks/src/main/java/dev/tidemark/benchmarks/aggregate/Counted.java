package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.benchmarks.load.Totals;
import dev.tidemark.contract.WindowSize;

/** A Streams program that counts, and what it can be asked from outside. */
interface Counted extends AutoCloseable {

    /** Whether its counters hold all events; asked often, so as cheap as can be. */
    boolean holdsAll(Totals expected);

    /** What its counters hold. */
    Totals counters();

    /** What its windows of one size hold together. */
    Totals windows(WindowSize size);

    @Override
    void close();
}
