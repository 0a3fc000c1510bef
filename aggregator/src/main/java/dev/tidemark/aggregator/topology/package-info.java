/**
 * What is computed: {@link dev.tidemark.aggregator.topology.MetricsTopology} reads like the data
 * flow, from the top down.
 *
 * <pre>
 * tidemark.events -> [ each input partition ]
 *                    PreAggregate: decode (EventDecoder), deduplicate (SeenIds), sum up (Partials)
 *                      |  |
 *                      |  +-> DeadLetter -> tidemark.dead-letters
 *                      |
 *                    before each commit (CommitHook, CommitPacer, Rest): PartialBatch, by tenant
 *                      |
 *                    [ each tenant partition ]
 *                    MergePartials (Rollups, WindowRollups, WriteBack)
 *                      |
 *                    before each commit: counters, windows-1m, windows-5m, ..., drops
 * </pre>
 *
 * <p>{@link dev.tidemark.aggregator.topology.Names} holds every name that outlives a deployment,
 * {@link dev.tidemark.aggregator.topology.ChangelogSettings} how long what is kept.
 */
@NullMarked
package dev.tidemark.aggregator.topology;

import org.jspecify.annotations.NullMarked;
