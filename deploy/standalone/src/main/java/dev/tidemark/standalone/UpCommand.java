package dev.tidemark.standalone;

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
        description = "Runs the whole product in one process, on loopback.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(UpCommand.class);

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "HTTP port (default: ${DEFAULT-VALUE}); 0 takes any free one")
    private int port = StandaloneSettings.DEFAULT_PORT;

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
        try (ShutdownSignal signal = ShutdownSignal.install();
                Standalone standalone = Standalone.start(settings(), clock)) {
            if (Readiness.await(standalone.url(), signal::isAsked)) {
                announce(standalone, clock);
            }
            signal.await();
            return 0;
        } catch (StartFailedException | DataDirException | InvalidConfigException e) {
            System.err.println("tidemark: " + e.getMessage());
            return 1;
        } catch (RuntimeException e) {
            LOG.error("start failed", e);
            System.err.println("tidemark: cannot start: " + e.getMessage());
            return 1;
        }
    }

    private StandaloneSettings settings() {
        return StandaloneSettings.from(Config.create(), port, dataDir).withKafkaPort(kafkaPort);
    }

    private void announce(Standalone standalone, Clock clock) {
        System.out.printf(
                "Tidemark is ready: %s  (Kafka %s, data in %s)%n",
                standalone.url(), standalone.kafka(), dataDir);
        if (demo) {
            standalone.startDemo(clock);
            System.out.println("Demo traffic is running; stop with Ctrl-C.");
        }
    }
}
