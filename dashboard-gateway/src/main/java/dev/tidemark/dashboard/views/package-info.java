/**
 * Views that people saved: {@link dev.tidemark.dashboard.views.ViewsRoute} takes and gives the list
 * of one owner, {@link dev.tidemark.dashboard.views.ViewsLog} appends it to the compacted topic
 * {@code tidemark.views}, from where every gateway reads it into its {@link
 * dev.tidemark.dashboard.views.ViewsStore}.
 */
@NullMarked
package dev.tidemark.dashboard.views;

import org.jspecify.annotations.NullMarked;
