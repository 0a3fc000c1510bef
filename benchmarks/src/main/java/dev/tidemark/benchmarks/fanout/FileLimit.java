package dev.tidemark.benchmarks.fanout;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.List;
import java.util.function.Consumer;

/** How many connections a process may have, because each is an open file. */
final class FileLimit {

    /** Classes, logs, threads' own files and the like. */
    private static final int OTHER_FILES = 300;

    private FileLimit() {}

    /**
     * These numbers of connections, as far as the limit of this process, which its children
     * inherit, allows.
     *
     * @param told takes a line for each number that it does not allow
     */
    static List<Integer> allowed(List<Integer> connections, Consumer<String> told) {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof UnixOperatingSystemMXBean unix
                ? allowed(connections, unix.getMaxFileDescriptorCount(), told)
                : connections;
    }

    /** The same with a known limit of open files. */
    static List<Integer> allowed(List<Integer> connections, long files, Consumer<String> told) {
        long most = Math.max(1, files - OTHER_FILES);
        connections.stream()
                .filter(number -> number > most)
                .forEach(
                        number ->
                                told.accept(
                                        "%,d connections need %,d open files; ulimit -n allows %,d: %,d are measured instead"
                                                .formatted(
                                                        number,
                                                        number + OTHER_FILES,
                                                        files,
                                                        most)));
        return connections.stream().map(number -> (int) Math.min(number, most)).distinct().toList();
    }
}
