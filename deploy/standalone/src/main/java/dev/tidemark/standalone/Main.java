package dev.tidemark.standalone;

import picocli.CommandLine;

/** Entry point of {@code tidemark up}. */
public final class Main {

    private Main() {}

    /** Runs {@link UpCommand} and ends the process with its exit code. */
    public static void main(String[] args) {
        int exitCode = new CommandLine(new UpCommand()).execute(args);
        // A zero is reached only after a signal, which ends the JVM by itself.
        if (exitCode != 0) {
            Runtime.getRuntime().halt(exitCode);
        }
    }
}
