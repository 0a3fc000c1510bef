package dev.tidemark.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A main class that runs in a JVM of its own, with the options and the class path of this one.
 *
 * <p>What it writes to standard error goes to a log, whose end is told if it fails. Single use, for
 * one thread.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int LOG_LINES = 30;

    private final String name;
    private final Process process;
    private final Path log;
    private final BufferedReader answers;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts it.
     *
     * @param log a file for what it writes to standard error
     */
    public static ChildProcess start(Class<?> mainClass, Path log, String... args) {
        return start(List.of(), mainClass, log, args);
    }

    /**
     * Starts it with further options of its JVM.
     *
     * @param jvmOptions stand behind those of this JVM, so they win
     * @param log a file for what it writes to standard error
     */
    public static ChildProcess start(
            List<String> jvmOptions, Class<?> mainClass, Path log, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(mainClass.getName());
        command.addAll(List.of(args));
        try {
            Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
            return new ChildProcess(mainClass.getSimpleName(), process, log);
        } catch (IOException e) {
            throw new ChildFailedException(mainClass.getName() + " cannot be started", e);
        }
    }

    /**
     * Says a line to it, for {@link ParentWatch#lines}.
     *
     * @throws ChildFailedException if it does not listen any more
     */
    public void say(String line) {
        try {
            Writer orders = process.outputWriter(StandardCharsets.UTF_8);
            orders.write(line + "\n");
            orders.flush();
        } catch (IOException e) {
            throw new ChildFailedException(
                    name + " does not listen any more; its log ends:\n" + endOfLog(), e);
        }
    }

    /**
     * The next line that it prints.
     *
     * @throws ChildFailedException if it ends before, or takes longer, or we are interrupted
     */
    public String readLine(Duration timeout) {
        FutureTask<String> line = new FutureTask<>(this::nextLine);
        Thread.ofVirtual().start(line);
        try {
            return line.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new ChildFailedException(
                    name + " ended without an answer; its log ends:\n" + endOfLog(), e.getCause());
        } catch (TimeoutException e) {
            throw new ChildFailedException(name + " did not answer in " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChildFailedException("interrupted while " + name + " ran", e);
        }
    }

    /**
     * Waits for it to print this word, and nothing else.
     *
     * @throws ChildFailedException if it prints another, or as {@link #readLine} throws it
     */
    public void expect(String word, Duration timeout) {
        String line = readLine(timeout);
        if (!line.equals(word)) {
            throw new ChildFailedException(name + " says " + line, null);
        }
    }

    private String nextLine() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("end of output");
        }
        return line;
    }

    /** What it wrote to standard error last. */
    public String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "(it cannot be read: " + e + ")";
        }
    }

    /** Whether it has not ended yet. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * SIGTERM; returns when it has ended.
     *
     * @throws ChildFailedException if it takes longer, or we are interrupted
     */
    public void terminate(Duration timeout) {
        // Not destroy() of the process itself: that closes its input too, which is our own sign.
        process.toHandle().destroy();
        awaitEnd(timeout);
    }

    /** SIGKILL; returns when it has ended. */
    public void kill() {
        process.toHandle().destroyForcibly();
        awaitEnd(PATIENCE);
    }

    private void awaitEnd(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ChildFailedException(name + " did not end in " + timeout, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChildFailedException("interrupted while " + name + " ended", e);
        }
    }

    /** Ends it: by the end of its input, else by force. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
