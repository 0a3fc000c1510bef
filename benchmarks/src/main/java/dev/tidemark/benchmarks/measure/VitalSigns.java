package dev.tidemark.benchmarks.measure;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Watches the collections of this JVM. Thread-safe. */
public final class VitalSigns {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";
    private static final String FULL = "end of major GC";
    private static final int BYTES_PER_KB = 1024;

    private final List<MemoryPoolMXBean> heapPools = heapPools();
    private final Set<String> heapPoolNames =
            heapPools.stream()
                    .map(MemoryPoolMXBean::getName)
                    .collect(Collectors.toUnmodifiableSet());
    private final AtomicLong heapAfterAny = new AtomicLong();
    private final AtomicLong heapAfterFull = new AtomicLong();

    private VitalSigns() {}

    /** Watches from now on. */
    public static VitalSigns watch() {
        VitalSigns signs = new VitalSigns();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener((notice, _) -> signs.take(notice), null, null);
            }
        }
        return signs;
    }

    /** What has been seen so far. */
    public Vitals now() {
        return new Vitals(
                Usage.now(),
                heapAfterAny.get(),
                heapAfterFull.get(),
                Runtime.getRuntime().maxMemory(),
                ofStatus(PEAK));
    }

    /** Makes a full collection, and says what has been seen so far, this one included. */
    public Vitals collect() {
        System.gc();
        // Not by its notification, which comes at some time after.
        long left = leftByCollection(heapPools);
        heapAfterAny.accumulateAndGet(left, Math::max);
        heapAfterFull.accumulateAndGet(left, Math::max);
        return now();
    }

    /** What the last collection of each of these pools left in it. */
    static long leftByCollection(List<MemoryPoolMXBean> pools) {
        return pools.stream()
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    /** The pools that make up the heap. */
    static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private void take(Notification notice) {
        if (!notice.getType()
                .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            return;
        }
        var info = GarbageCollectionNotificationInfo.from((CompositeData) notice.getUserData());
        long left = heapAfter(info.getGcInfo());
        heapAfterAny.accumulateAndGet(left, Math::max);
        if (info.getGcAction().equals(FULL)) {
            heapAfterFull.accumulateAndGet(left, Math::max);
        }
    }

    private long heapAfter(GcInfo collection) {
        return collection.getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> heapPoolNames.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    /** A size in this process's status, in bytes; 0 where the system does not say. */
    static long ofStatus(String size) {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(size))
                    .map(line -> line.substring(size.length()).replace("kB", "").strip())
                    .mapToLong(kilobytes -> Long.parseLong(kilobytes) * BYTES_PER_KB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(STATUS + " cannot be read", e);
        }
    }
}
