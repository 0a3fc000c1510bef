package dev.tidemark.standalone.keys;

import picocli.CommandLine;

/** Entry point of {@code tidemark key}. */
public final class Main {

    private Main() {}

    /** Runs {@link KeyCommand} and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new KeyCommand()).execute(args));
    }
}
