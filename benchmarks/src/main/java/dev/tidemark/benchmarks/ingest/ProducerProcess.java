package dev.tidemark.benchmarks.ingest;

import dev.tidemark.benchmarks.measure.Measurement;
import dev.tidemark.benchmarks.process.ChildFailedException;
import dev.tidemark.benchmarks.process.ChildProcess;
import dev.tidemark.benchmarks.process.Message;
import dev.tidemark.benchmarks.process.ScratchFolder;
import dev.tidemark.contract.topic.KafkaSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Kafka's own producer test, in a process of its own. For one thread. */
final class ProducerProcess implements AutoCloseable {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);

    /** So many, to see how fast it is. */
    private static final long FIRST_RECORDS = 200_000;

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final double MILLIS = 1e3;

    private final ChildProcess child;
    private final KafkaSettings kafka;
    private final Path payloads;
    private double perSecond;

    private ProducerProcess(ChildProcess child, KafkaSettings kafka, Path payloads) {
        this.child = child;
        this.kafka = kafka;
        this.payloads = payloads;
    }

    static ProducerProcess start(ScratchFolder folder, KafkaSettings kafka) {
        Path payloads = folder.resolve("payloads");
        try (var out = Files.newOutputStream(payloads)) {
            for (byte[] event : Requests.records()) {
                out.write(event);
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the events cannot be written to a file", e);
        }
        ChildProcess child = ChildProcess.start(ProducerMain.class, folder.resolve("producer.log"));
        return new ProducerProcess(child, kafka, payloads);
    }

    /** Sends for at least so long, a second at a time, and learns how fast it is. */
    Measurement warmUp(Duration atLeast) {
        long begin = System.nanoTime();
        Measurement measurement = send(FIRST_RECORDS);
        while (System.nanoTime() - begin < atLeast.toNanos()) {
            measurement = run(SECOND);
        }
        return measurement;
    }

    /** Sends as much as it can, for about so long. */
    Measurement run(Duration about) {
        return send(Math.max(FIRST_RECORDS, (long) (perSecond * about.toMillis() / MILLIS)));
    }

    /** The test itself only prints what it could not send, and counts it all the same. */
    private Measurement send(long records) {
        TopicCount topic = TopicCount.fromHere(kafka);
        child.say(
                Message.encode(
                        new ProducerOrder(kafka.bootstrapServers(), payloads.toString(), records)));
        Measurement measurement = Message.decode(child.readLine(LONGEST_RUN), Measurement.class);
        long written = topic.written();
        if (written < records) {
            throw new ChildFailedException(
                    "the producer's test sent %d of %d records; its log ends:\n%s"
                            .formatted(written, records, child.endOfLog()),
                    null);
        }
        perSecond = measurement.eventsPerSecond();
        return measurement;
    }

    @Override
    public void close() {
        child.close();
    }
}
