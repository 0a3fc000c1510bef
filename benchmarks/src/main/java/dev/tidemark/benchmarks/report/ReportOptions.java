package dev.tidemark.benchmarks.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that every benchmark has, and what they do with its report. */
public final class ReportOptions {

    private static final int OK = 0;
    private static final int FALLS_SHORT = 1;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "also writes all figures, with machine, date and commit, to FILE")
    private @Nullable Path json;

    @Option(
            names = "--check",
            description = "exits with 1, and a line for each, if figures fall short")
    private boolean check;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** Options that are not given; the command line sets them. */
    public ReportOptions() {}

    /**
     * Checks another option of the command.
     *
     * @throws ParameterException if it is less
     */
    public void requireAtLeast(long least, long value, String option) {
        require(value >= least, option + " must be at least " + least);
    }

    /**
     * Checks other options of the command.
     *
     * @throws ParameterException with the rule, if it does not hold
     */
    public void require(boolean holds, String rule) {
        if (!holds) {
            throw new ParameterException(command.commandLine(), rule);
        }
    }

    /**
     * Prints the report, writes it where it is wanted, and checks it if that is wanted.
     *
     * @return the exit code
     * @throws IOException if the file cannot be written
     */
    public int deliver(BenchReport report, PrintStream out, PrintStream err) throws IOException {
        out.println(report.text());
        if (json != null) {
            Files.writeString(json, report.toJson() + "\n");
        }
        if (!check) {
            return OK;
        }
        report.shortfalls().forEach(line -> err.println("falls short: " + line));
        return report.shortfalls().isEmpty() ? OK : FALLS_SHORT;
    }
}
