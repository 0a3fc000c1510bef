package dev.tidemark.aggregator.topology;

/** What the first phase gives: partials for the second, or a record for the dead letters. */
sealed interface Emitted permits PartialBatch, DeadLetter {}
