package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.benchmarks.load.Totals;
import dev.tidemark.benchmarks.measure.Measurement;
import dev.tidemark.benchmarks.process.Message;
import dev.tidemark.benchmarks.process.ParentWatch;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process of one contestant: told an assignment, prints its outcome. */
final class ContestantMain {

    private static final Logger LOG = LoggerFactory.getLogger(ContestantMain.class);

    private ContestantMain() {}

    /**
     * Counts, and ends.
     *
     * @param args an {@link Assignment} as JSON
     */
    public static void main(String[] args) throws InterruptedException {
        ParentWatch.start();
        int exitCode = 1;
        try {
            Outcome outcome = run(Message.decode(args[0], Assignment.class));
            System.out.println(Message.encode(outcome));
            exitCode = 0;
        } catch (RuntimeException e) {
            LOG.error("contestant failed", e);
        }
        System.out.flush();
        // Its folder is thrown away, so nobody waits for what else may run.
        Runtime.getRuntime().halt(exitCode);
    }

    private static Outcome run(Assignment assignment) throws InterruptedException {
        Totals expected = assignment.events().totals();
        return switch (assignment.contestant()) {
            case BARE -> bare(assignment);
            case DECODE -> decode(assignment, expected);
            case PEER -> new StreamsRun(assignment, expected).run(CountedPeer::plain);
            case TUNED_PEER -> new StreamsRun(assignment, expected).run(CountedPeer::tuned);
            case OURS -> new StreamsRun(assignment, expected).run(CountedOurs::start);
        };
    }

    private static Outcome bare(Assignment assignment) throws InterruptedException {
        LongAdder bytes = new LongAdder();
        return Outcome.uncounted(
                EventConsumer.run(
                        assignment,
                        Collections.nCopies(
                                EventConsumer.threads(), raw -> bytes.add(raw.length))));
    }

    private static Outcome decode(Assignment assignment, Totals expected)
            throws InterruptedException {
        List<HashMapCounter> counters =
                Stream.generate(() -> new HashMapCounter(assignment.detailSettings().metadata()))
                        .limit(EventConsumer.threads())
                        .toList();
        Measurement measurement =
                EventConsumer.run(
                        assignment,
                        counters.stream()
                                .<Consumer<byte[]>>map(counter -> counter::count)
                                .toList());
        Totals totals = new Totals();
        counters.forEach(counter -> counter.addTo(totals));
        return Outcome.of(measurement, totals, expected);
    }
}
