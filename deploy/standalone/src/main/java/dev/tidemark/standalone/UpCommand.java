package dev.tidemark.standalone;

import dev.tidemark.contract.auth.KeyFileException;
import dev.tidemark.contract.config.InvalidConfigException;
import dev.tidemark.contract.http.ShutdownSignal;
import dev.tidemark.standalone.broker.DataDirException;
import io.helidon.config.Config;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidemark up}: runs the whole product until SIGTERM or Ctrl-C. */
@Command(
        name = "tidemark up",
        description = "Runs the whole product in one process.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(UpCommand.class);

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "HTTP port (default: ${DEFAULT-VALUE}); 0 takes any free one")
    private int port = StandaloneSettings.DEFAULT_PORT;

    @Option(
            names = "--host",
            paramLabel = "H",
            description =
                    "address to bind (default: ${DEFAULT-VALUE}); another than loopback needs API"
                            + " keys")
    private String host = "127.0.0.1";

    @Option(
            names = "--insecure",
            description = "without API keys, lets everybody in who reaches --host")
    private boolean insecure;

    @Option(
            names = "--kafka-port",
            paramLabel = "N",
            description = "port of the embedded Kafka (default: any free one)")
    private int kafkaPort;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "folder of all data (default: ${DEFAULT-VALUE})")
    private Path dataDir = Path.of(".tidemark");

    @Option(names = "--demo", description = "adds a generator of lifelike traffic")
    private boolean demo;

    @Override
    public Integer call() {
        Clock clock = Clock.systemUTC();
        try (ShutdownSignal signal = ShutdownSignal.install()) {
            return run(settings(), signal, clock);
        } catch (StartFailedException
                | DataDirException
                | KeyFileException
                | InvalidConfigException e) {
            System.err.println("tidemark: " + e.getMessage());
            return 1;
        } catch (RuntimeException e) {
            LOG.error("start failed", e);
            System.err.println("tidemark: cannot start: " + e.getMessage());
            return 1;
        }
    }

    private int run(StandaloneSettings settings, ShutdownSignal signal, Clock clock) {
        try (Standalone standalone = Standalone.start(settings, clock)) {
            if (standalone.awaitReady(signal::isAsked)) {
                announce(standalone, settings, clock);
            }
            signal.await();
            return 0;
        }
    }

    private StandaloneSettings settings() {
        return StandaloneSettings.from(Config.create(), host, port, dataDir, insecure)
                .withKafkaPort(kafkaPort);
    }

    private void announce(Standalone standalone, StandaloneSettings settings, Clock clock) {
        System.out.printf(
                "Tidemark is ready: %s  (Kafka %s, data in %s)%n",
                standalone.url(), standalone.kafka(), dataDir);
        System.out.println("Access: " + settings.auth().told());
        if (demo) {
            standalone.startDemo(clock);
            System.out.println("Demo traffic is running; stop with Ctrl-C.");
        }
    }
}
