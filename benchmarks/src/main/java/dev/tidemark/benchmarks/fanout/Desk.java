package dev.tidemark.benchmarks.fanout;

import dev.tidemark.benchmarks.measure.Footprint;
import dev.tidemark.benchmarks.measure.Usage;
import dev.tidemark.benchmarks.process.Message;
import dev.tidemark.benchmarks.process.ParentWatch;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/** Where a process under load answers its parent's questions, a line each. */
final class Desk {

    /** Asks for the {@link Usage}. */
    static final String USAGE = "usage";

    /** Asks for the {@link Footprint}. */
    static final String FOOTPRINT = "footprint";

    /** Asks the stub for its {@link Reads}. */
    static final String READS = "reads";

    private Desk() {}

    /** Tells how much this process uses; call it once. */
    static void open() {
        open(Map.of(USAGE, Usage::now, FOOTPRINT, Footprint::afterCollection));
    }

    /** Answers these questions from now on, until the parent is done with us; call it once. */
    static void open(Map<String, Supplier<Record>> answers) {
        BlockingQueue<String> questions = ParentWatch.lines();
        Thread.ofPlatform().daemon().name("desk").start(() -> answer(questions, answers));
    }

    private static void answer(
            BlockingQueue<String> questions, Map<String, Supplier<Record>> answers) {
        try {
            while (true) {
                Supplier<Record> answer = answers.get(questions.take());
                if (answer == null) {
                    throw new IllegalStateException("a question that is not known");
                }
                System.out.println(Message.encode(answer.get()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
