/** The command {@code bench}: each measurement is a command of its own below it. */
@NullMarked
package dev.tidemark.benchmarks;

import org.jspecify.annotations.NullMarked;
