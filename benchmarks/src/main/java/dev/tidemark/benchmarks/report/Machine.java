package dev.tidemark.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where figures were measured; without it they mean nothing.
 *
 * @param cores that the JVM may use
 * @param cpu model, as its maker writes it
 * @param memoryBytes of the machine, or of the container that bounds it
 * @param os name and version
 * @param jdk vendor and version
 */
public record Machine(int cores, String cpu, long memoryBytes, String os, String jdk) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** The machine that runs this. */
    public static Machine here() {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                system.getAvailableProcessors(),
                cpuModel(),
                system.getTotalMemorySize(),
                property("os.name") + " " + property("os.version"),
                property("java.vendor") + " " + property("java.runtime.version"));
    }

    private static String cpuModel() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(property("os.arch"));
        } catch (IOException e) {
            return property("os.arch");
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    /** One line for people. */
    @Override
    public String toString() {
        return "%d cores of %s, %.1f GiB, %s, %s"
                .formatted(cores, cpu, memoryBytes / (double) (1 << 30), os, jdk);
    }
}
