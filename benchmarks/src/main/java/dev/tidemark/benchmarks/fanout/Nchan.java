package dev.tidemark.benchmarks.fanout;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The peer that is not measured. */
final class Nchan {

    private static final Pattern PATHS = Pattern.compile(Pattern.quote(File.pathSeparator));

    private Nchan() {}

    /**
     * One line that says why it is not.
     *
     * @param environment of this process
     */
    static String line(Map<String, String> environment) {
        boolean installed =
                Stream.concat(
                                PATHS.splitAsStream(environment.getOrDefault("PATH", "")),
                                Stream.of("/usr/sbin"))
                        .filter(folder -> !folder.isEmpty())
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "nginx")));
        return installed
                ? "nchan: not measured: there is an nginx, but this benchmark has no setup for it"
                : "nchan: not measured: there is no nginx";
    }
}
