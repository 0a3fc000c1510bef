package dev.tidemark.benchmarks.fanout;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The peer, where it is installed: nginx with its module nchan.
 *
 * @param nginx the program
 * @param module the file of nchan
 */
record Nchan(Path nginx, Path module) {

    private static final Pattern PATHS = Pattern.compile(Pattern.quote(File.pathSeparator));
    private static final String MODULE = "ngx_nchan_module.so";

    /**
     * Looks for it.
     *
     * @param environment of this process
     */
    static Optional<Nchan> find(Map<String, String> environment) {
        Stream<Path> programs =
                Stream.concat(
                                PATHS.splitAsStream(environment.getOrDefault("PATH", "")),
                                Stream.of("/usr/sbin"))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, "nginx"));
        Stream<Path> modules =
                Stream.of("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules")
                        .map(folder -> Path.of(folder, MODULE));
        Optional<Path> module = modules.filter(Files::isReadable).findFirst();
        return programs.filter(Files::isExecutable)
                .findFirst()
                .flatMap(program -> module.map(file -> new Nchan(program, file)));
    }
}
