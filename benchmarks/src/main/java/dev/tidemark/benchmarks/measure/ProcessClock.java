package dev.tidemark.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * The CPU time of this process. The JVM tells it in steps of 10 ms, which is more than a second of
 * little work takes; Linux knows it in nanoseconds. Thread-safe.
 */
final class ProcessClock {

    /** {@code CLOCK_PROCESS_CPUTIME_ID} of Linux. */
    private static final int PROCESS_CPU = 2;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final Optional<MethodHandle> CLOCK = find();

    private ProcessClock() {}

    /** So far, of all threads, in nanoseconds; as the JVM tells it where there is no Linux. */
    static long nanos() {
        return CLOCK.map(ProcessClock::ask).orElseGet(SYSTEM::getProcessCpuTime);
    }

    @SuppressWarnings("restricted") // the signature is that of time.h
    private static Optional<MethodHandle> find() {
        if (!System.getProperty("os.name", "").equals("Linux")
                || ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
            return Optional.empty();
        }
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor signature =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        return linker.defaultLookup()
                .find("clock_gettime")
                .map(address -> linker.downcallHandle(address, signature));
    }

    private static long ask(MethodHandle clock) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2);
            int result = (int) clock.invokeExact(PROCESS_CPU, time);
            if (result != 0) {
                throw new IllegalStateException("clock_gettime gives " + result);
            }
            return time.getAtIndex(ValueLayout.JAVA_LONG, 0) * NANOS_PER_SECOND
                    + time.getAtIndex(ValueLayout.JAVA_LONG, 1);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("clock_gettime cannot be called", e);
        }
    }
}
