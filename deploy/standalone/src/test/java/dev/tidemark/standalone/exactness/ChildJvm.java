package dev.tidemark.standalone.exactness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A main class of the tests in a JVM of its own, with the tests' class path.
 *
 * <p>What it writes, and what was done to it, stands in a log that its successors continue. It ends
 * when the tests' JVM ends, if its main class calls {@link #endWithTheTests}.
 */
final class ChildJvm implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int TERMINATED = 128 + 15;
    private static final int KILLED = 128 + 9;

    private final Process process;
    private final Path log;

    private ChildJvm(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it.
     *
     * @param folder of the log, and of the files that a killed JVM leaves behind
     * @param name of the log
     * @param arguments options for the JVM, the main class, and its arguments
     */
    static ChildJvm start(Path folder, String name, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-Djava.io.tmpdir=" + folder);
        command.add("-Dtidemark.log.level=WARN");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(arguments);
        Path log = folder.resolve(name + ".log");
        try {
            note(log, "start");
            return new ChildJvm(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.appendTo(log.toFile()))
                            .start(),
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    /** For the main class: ends this JVM when the one that started it has ended, however. */
    static void endWithTheTests() {
        Thread.ofPlatform().daemon().name("end-with-the-tests").start(ChildJvm::awaitEndOfInput);
    }

    private static void awaitEndOfInput() {
        try (InputStream in = System.in) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Then nobody holds the other end either.
        }
        Runtime.getRuntime().halt(1);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it lives on for this long. */
    boolean livesFor(Duration time) throws InterruptedException {
        return !process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** SIGTERM; returns when it has ended, and fails if it ended in any other way. */
    void terminate() throws InterruptedException {
        note(log, "SIGTERM");
        // Not destroy() of the process itself: that closes its input too, which is our own sign.
        process.toHandle().destroy();
        awaitEnd(TERMINATED);
    }

    /** SIGKILL; returns when it has ended. */
    void kill() throws InterruptedException {
        note(log, "SIGKILL");
        process.toHandle().destroyForcibly();
        awaitEnd(KILLED);
    }

    private void awaitEnd(int status) throws InterruptedException {
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the process did not end in " + PATIENCE + ", see " + log);
        }
        note(log, "ended with " + process.exitValue());
        if (process.exitValue() != status) {
            throw new AssertionError("the process ended with " + process.exitValue());
        }
    }

    /** Sees to it that it does not outlive the test. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    static void note(Path log, String what) {
        try {
            Files.writeString(
                    log,
                    "=== "
                            + LocalTime.now(ZoneId.systemDefault())
                            + " "
                            + what
                            + System.lineSeparator(),
                    UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
