/** What can be asked for once, beside the stream: the snapshot of a view, and its history. */
@NullMarked
package dev.tidemark.dashboard.api;

import org.jspecify.annotations.NullMarked;
