package dev.tidemark.ingest.collector;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;

/**
 * How busy the container is that this process runs in, or else the machine. Percentages are from 0
 * to 100. Thread-safe.
 */
public final class SystemLoad {

    private final DoubleSupplier cpuShare;
    private final MemoryFiles memoryFiles;
    private final DoubleSupplier memoryShare;

    /** Asks these; a share is from 0 to 1, and NaN or negative where it is not known. */
    SystemLoad(DoubleSupplier cpuShare, MemoryFiles memoryFiles, DoubleSupplier memoryShare) {
        this.cpuShare = cpuShare;
        this.memoryFiles = memoryFiles;
        this.memoryShare = memoryShare;
    }

    /** Asks the JVM and the kernel's files. */
    public static SystemLoad ofThisProcess() {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        // The load is that since the last question: this asks for the first time.
        system.getCpuLoad();
        return new SystemLoad(
                system::getCpuLoad,
                new MemoryFiles(Path.of("/sys/fs/cgroup"), Path.of("/proc")),
                () -> 1 - (double) system.getFreeMemorySize() / system.getTotalMemorySize());
    }

    /** CPU used since the last call, of what may be used; empty if not known yet. */
    OptionalDouble cpuPercent() {
        return percent(cpuShare.getAsDouble());
    }

    /** Memory in use that cannot simply be taken back, of what may be used; empty if not known. */
    OptionalDouble memoryPercent() {
        return percent(memoryFiles.usedShare().orElseGet(memoryShare));
    }

    private static OptionalDouble percent(double share) {
        return Double.isNaN(share) || share < 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, share) * 100);
    }
}
