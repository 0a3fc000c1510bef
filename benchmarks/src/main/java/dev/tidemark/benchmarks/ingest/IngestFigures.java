package dev.tidemark.benchmarks.ingest;

import dev.tidemark.benchmarks.measure.Vitals;
import dev.tidemark.benchmarks.report.Bound;
import dev.tidemark.benchmarks.report.Figure;
import java.util.ArrayList;
import java.util.List;

/** What the measurements say about us, and what they have to say. */
final class IngestFigures {

    private static final double TO_PRODUCER = 2;
    private static final double TO_BARE = 0.5;
    private static final double P99_TO_CAPACITY = 3;
    private static final double HEAP_SHARE = 0.5;
    private static final double MIB = 1 << 20;

    private IngestFigures() {}

    static List<Figure> of(IngestBench.Result result) {
        List<Figure> figures = new ArrayList<>(ofRounds(result.samples()));
        result.overload().map(IngestFigures::ofOverload).ifPresent(figures::addAll);
        return figures;
    }

    private static List<Figure> ofRounds(Samples samples) {
        return List.of(
                Figure.bounded(
                        "b/a plain: CPU per event, to the producer's test",
                        cpu(samples, Contestant.BATCH, Contestant.PRODUCER),
                        Bound.atMost(TO_PRODUCER)),
                Figure.bounded(
                        "b/a gzip: CPU per event, to the producer's test",
                        cpu(samples, Contestant.BATCH_GZIP, Contestant.PRODUCER),
                        Bound.atMost(TO_PRODUCER)),
                Figure.bounded(
                        "c/d: requests/s, to the bare handler",
                        samples.median(
                                Contestant.TRACK,
                                Contestant.BARE,
                                (one, other) -> one.eventsPerSecond() / other.eventsPerSecond()),
                        Bound.atLeast(TO_BARE)),
                Figure.told(
                        "c/d: CPU per request, to the bare handler",
                        cpu(samples, Contestant.TRACK, Contestant.BARE)),
                none(
                        "b, c, d: requests that were not accepted",
                        samples.all().stream().mapToLong(Sample::notAccepted).sum()));
    }

    private static Figure none(String name, long count) {
        return Figure.bounded(name, (double) count, Bound.atMost(0));
    }

    private static double cpu(Samples samples, Contestant one, Contestant other) {
        return samples.median(one, other, (a, b) -> a.cpuMicros() / b.cpuMicros());
    }

    private static List<Figure> ofOverload(Overload overload) {
        Vitals gateway = overload.load().end();
        TopicCount.Result count = overload.count();
        return List.of(
                Figure.bounded(
                        "overload: p99 of accepted requests, to that at capacity",
                        overload.acceptedP99Millis() / overload.capacityP99Millis(),
                        Bound.atMost(P99_TO_CAPACITY)),
                Figure.told(
                        "overload: accepted events/s, to those at capacity",
                        overload.acceptedPerSecond() / overload.capacityPerSecond()),
                Figure.told("overload: share refused", overload.refusedShare()),
                Figure.told("overload: share of due requests sent", overload.sentShare()),
                none(
                        "overload: other than 200, 429, 503 with Retry-After",
                        overload.outcome().faultCount()),
                Figure.bounded(
                        "overload: heap in use (full collection), share of -Xmx",
                        (double) gateway.heapAfterFull() / gateway.maxHeap(),
                        Bound.atMost(HEAP_SHARE)),
                Figure.told(
                        "overload: heap after any collection, share of -Xmx",
                        (double) gateway.heapAfterAny() / gateway.maxHeap()),
                Figure.told("overload: peak resident memory, MiB", gateway.peakResident() / MIB),
                none("overload: accepted events that are not in the topic", count.missing()),
                none(
                        "overload: accepted events that are there more than once",
                        count.repeated() + count.sameIds()),
                Figure.told(
                        "overload: events in the topic that were not accepted",
                        (double) count.unasked()));
    }
}
