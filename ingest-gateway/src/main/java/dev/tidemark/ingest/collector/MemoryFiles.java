package dev.tidemark.ingest.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from the kernel's files how much memory is in use: of the cgroup (version 2, then 1) if it
 * has a limit, else of the machine.
 *
 * <p>Pages of files that nobody has touched lately are left out, as the kernel takes them back when
 * memory is short. Thread-safe.
 */
final class MemoryFiles {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryFiles.class);
    private static final Pattern SPACES = Pattern.compile("[:\\s]+");

    private final Path cgroup;
    private final Path proc;

    /** Reads below these roots: {@code /sys/fs/cgroup} and {@code /proc}, but for tests. */
    MemoryFiles(Path cgroup, Path proc) {
        this.cgroup = cgroup;
        this.proc = proc;
    }

    /** The share in use, from 0 to 1; empty if no file tells. */
    OptionalDouble usedShare() {
        OptionalLong total = field(proc.resolve("meminfo"), "MemTotal");
        // Version 1 writes "no limit" as a number beyond any memory.
        long mostKb = total.orElse(Long.MAX_VALUE / 1024);
        OptionalDouble v2 =
                cgroupShare(cgroup, "memory.max", "memory.current", "inactive_file", mostKb);
        if (v2.isPresent()) {
            return v2;
        }
        OptionalDouble v1 =
                cgroupShare(
                        cgroup.resolve("memory"),
                        "memory.limit_in_bytes",
                        "memory.usage_in_bytes",
                        "total_inactive_file",
                        mostKb);
        return v1.isPresent() ? v1 : machineShare(total);
    }

    private static OptionalDouble cgroupShare(
            Path group, String limitFile, String usageFile, String inactiveField, long mostKb) {
        OptionalLong limit = number(group.resolve(limitFile));
        OptionalLong usage = number(group.resolve(usageFile));
        if (limit.isEmpty() || usage.isEmpty() || limit.getAsLong() / 1024 >= mostKb) {
            return OptionalDouble.empty();
        }
        long inactive = field(group.resolve("memory.stat"), inactiveField).orElse(0);
        return share(usage.getAsLong() - inactive, limit.getAsLong());
    }

    private OptionalDouble machineShare(OptionalLong total) {
        OptionalLong available = field(proc.resolve("meminfo"), "MemAvailable");
        return total.isEmpty() || available.isEmpty()
                ? OptionalDouble.empty()
                : share(total.getAsLong() - available.getAsLong(), total.getAsLong());
    }

    private static OptionalDouble share(long used, long limit) {
        return limit <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(0, used) / (double) limit);
    }

    /** The file's only content as a number; empty if there is no such file, or it says "max". */
    private static OptionalLong number(Path file) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? OptionalLong.empty() : parse(lines.getFirst().trim());
    }

    /** The number behind a name, in a file of lines of names and numbers. */
    private static OptionalLong field(Path file, String name) {
        return lines(file).stream()
                .map(line -> SPACES.split(line, 3))
                .filter(words -> words.length >= 2 && words[0].equals(name))
                .map(words -> parse(words[1]))
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong parse(String digits) {
        boolean isNumber = !digits.isEmpty() && digits.chars().allMatch(Character::isDigit);
        // Up to 18 digits always fit; unlimited ones of version 1 have 19.
        if (!isNumber || digits.length() > 18) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(digits));
    }

    private static List<String> lines(Path file) {
        if (!Files.isReadable(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            LOG.debug("cannot read file={}", file, e);
            return List.of();
        }
    }
}
