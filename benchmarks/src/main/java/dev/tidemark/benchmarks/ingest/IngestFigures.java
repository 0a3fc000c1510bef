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
        result.overloads().forEach(overload -> figures.addAll(ofOverload(overload)));
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

    private static Figure p99(Overload overload) {
        String name = overload.flood().label() + ": p99 of accepted, to capacity";
        double value = overload.acceptedP99Millis() / overload.capacityP99Millis();
        return switch (overload.flood()) {
            case BATCHES -> Figure.bounded(name, value, Bound.atMost(P99_TO_CAPACITY));
            case SINGLES -> Figure.told(name, value);
        };
    }

    private static List<Figure> ofOverload(Overload overload) {
        Vitals gateway = overload.load().end();
        TopicCount.Result count = overload.count();
        String label = overload.flood().label();
        return List.of(
                p99(overload),
                Figure.told(
                        label + ": accepted events/s, to capacity",
                        overload.acceptedPerSecond() / overload.capacityPerSecond()),
                Figure.told(label + ": share refused", overload.refusedShare()),
                Figure.told(label + ": share of due requests sent", overload.sentShare()),
                none(label + ": other than 200, 429, 503", overload.outcome().faultCount()),
                Figure.bounded(
                        label + ": heap in use, share of -Xmx",
                        (double) gateway.heapAfterFull() / gateway.maxHeap(),
                        Bound.atMost(HEAP_SHARE)),
                Figure.told(
                        label + ": heap after any GC, share",
                        (double) gateway.heapAfterAny() / gateway.maxHeap()),
                Figure.told(label + ": peak resident memory, MiB", gateway.peakResident() / MIB),
                none(label + ": accepted, not in the topic", count.missing()),
                none(
                        label + ": accepted, more than once there",
                        count.repeated() + count.sameIds()),
                Figure.told(label + ": in the topic, not accepted", (double) count.unasked()));
    }
}
