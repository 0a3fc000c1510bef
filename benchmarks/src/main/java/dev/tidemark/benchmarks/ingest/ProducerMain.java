package dev.tidemark.benchmarks.ingest;

import dev.tidemark.benchmarks.measure.ClientTotal;
import dev.tidemark.benchmarks.measure.Measurement;
import dev.tidemark.benchmarks.measure.Meter;
import dev.tidemark.benchmarks.process.Message;
import dev.tidemark.benchmarks.process.ParentWatch;
import dev.tidemark.contract.topic.Topics;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.tools.ProducerPerformance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of Kafka's own producer test: for each {@link ProducerOrder} that it is told, runs
 * {@code kafka-producer-perf-test} as it is, and answers with a {@link Measurement}.
 */
final class ProducerMain {

    private static final Logger LOG = LoggerFactory.getLogger(ProducerMain.class);
    private static final Duration SAMPLE = Duration.ofMillis(20);

    private ProducerMain() {}

    /** Takes no arguments; runs until the parent is done with it. */
    public static void main(String[] args) throws InterruptedException {
        BlockingQueue<String> orders = ParentWatch.lines();
        PrintStream answers = System.out;
        // What the test prints is no answer.
        System.setOut(System.err);
        try {
            while (true) {
                ProducerOrder order = Message.decode(orders.take(), ProducerOrder.class);
                answers.println(Message.encode(run(order)));
            }
        } catch (RuntimeException | ExecutionException e) {
            LOG.error("the producer's test failed", e);
            Runtime.getRuntime().halt(1);
        }
    }

    private static Measurement run(ProducerOrder order)
            throws InterruptedException, ExecutionException {
        FutureTask<Void> test =
                new FutureTask<>(
                        () -> {
                            ProducerPerformance.main(arguments(order));
                            return null;
                        });
        ClientTotal sent = ClientTotal.sent();
        Meter meter = Meter.start(order.records());
        Thread.ofPlatform().name("producer-test").start(test);
        while (!isOver(test)) {
            meter.consumed(sent.total());
        }
        return meter.finish();
    }

    private static boolean isOver(FutureTask<Void> test)
            throws InterruptedException, ExecutionException {
        try {
            test.get(SAMPLE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static String[] arguments(ProducerOrder order) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--bootstrap-server", order.bootstrapServers()));
        arguments.addAll(List.of("--topic", Topics.EVENTS.name()));
        arguments.addAll(List.of("--num-records", Long.toString(order.records())));
        arguments.addAll(List.of("--payload-file", order.payloadFile()));
        arguments.addAll(List.of("--throughput", "-1"));
        arguments.add("--command-property");
        ProducerSettings.byName().forEach((name, value) -> arguments.add(name + "=" + value));
        return arguments.toArray(String[]::new);
    }
}
