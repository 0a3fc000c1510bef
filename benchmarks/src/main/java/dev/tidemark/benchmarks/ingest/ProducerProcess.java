package dev.tidemark.benchmarks.ingest;

import dev.tidemark.benchmarks.measure.Measurement;
import dev.tidemark.benchmarks.process.ChildProcess;
import dev.tidemark.benchmarks.process.Message;
import dev.tidemark.benchmarks.process.ScratchFolder;
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

    private final ChildProcess child;
    private final String bootstrapServers;
    private final Path payloads;
    private double perSecond;

    private ProducerProcess(ChildProcess child, String bootstrapServers, Path payloads) {
        this.child = child;
        this.bootstrapServers = bootstrapServers;
        this.payloads = payloads;
    }

    static ProducerProcess start(ScratchFolder folder, String bootstrapServers) {
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
        return new ProducerProcess(child, bootstrapServers, payloads);
    }

    /** Sends as much as it can, for about so long. */
    Measurement run(Duration about) {
        if (perSecond == 0) {
            perSecond = send(FIRST_RECORDS).eventsPerSecond();
        }
        long records = (long) (perSecond * about.toNanos() / 1e9);
        Measurement measurement = send(Math.max(FIRST_RECORDS, records));
        perSecond = measurement.eventsPerSecond();
        return measurement;
    }

    private Measurement send(long records) {
        child.say(
                Message.encode(new ProducerOrder(bootstrapServers, payloads.toString(), records)));
        return Message.decode(child.readLine(LONGEST_RUN), Measurement.class);
    }

    @Override
    public void close() {
        child.close();
    }
}
