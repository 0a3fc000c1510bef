package dev.tidemark.benchmarks.http;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts what comes back. For one thread. */
final class Tally {

    private static final int OK = 200;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int DIGITS = 3;
    private static final double P50 = 50;
    private static final double P99 = 99;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Map<Integer, long[]> statuses = new TreeMap<>();
    private final Map<String, Long> faults = new TreeMap<>();
    private final Histogram accepted = new Histogram(DIGITS);
    private final Histogram refused = new Histogram(DIGITS);
    private final BitSet acceptedNumbers = new BitSet();
    private final long firstNumber;
    private boolean steady;
    private long beginNanos;
    private long endNanos;
    private long beginCpu;
    private long endCpu;
    private long requests;
    private long acceptedEvents;
    private long reconnects;

    Tally(long firstNumber) {
        this.firstNumber = firstNumber;
    }

    void begin() {
        beginNanos = System.nanoTime();
        beginCpu = SYSTEM.getProcessCpuTime();
        steady = true;
    }

    void end() {
        steady = false;
        endNanos = System.nanoTime();
        endCpu = SYSTEM.getProcessCpuTime();
    }

    /** One request has been answered. */
    void answered(Answer answer, PreparedRequest request, long number, long nanos) {
        int status = answer.status();
        statuses.computeIfAbsent(status, _ -> new long[1])[0]++;
        switch (status) {
            case OK -> acceptedOne(nanos);
            case TOO_MANY, UNAVAILABLE -> refusedOne(answer, nanos);
            default -> fault("status " + status);
        }
        long events = events(answer, request, number);
        if (steady) {
            requests++;
            acceptedEvents += events;
        }
    }

    /** Notes which of the request's events were accepted, and says how many. */
    private long events(Answer answer, PreparedRequest request, long number) {
        boolean isOk = answer.status() == OK;
        long events = isOk ? request.events() : 0;
        if (request.events() > 1) {
            events = answer.accepted(events);
            if (isOk && events != request.events()) {
                fault("status 200 with events that were not accepted");
            }
        }
        if (request.isNumbered()) {
            note(answer, request, events, (int) (number - firstNumber));
        }
        return events;
    }

    private void note(Answer answer, PreparedRequest request, long events, int first) {
        if (events == request.events()) {
            acceptedNumbers.set(first, first + request.events());
        } else if (events > 0) {
            BitSet kept = KeptEvents.of(answer.body(), request.events());
            if (kept.cardinality() != events) {
                fault("an answer that names other events than it counts");
            }
            kept.stream().forEach(index -> acceptedNumbers.set(first + index));
        }
    }

    private void acceptedOne(long nanos) {
        if (steady) {
            accepted.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
        }
    }

    private void refusedOne(Answer answer, long nanos) {
        if (!answer.hasRetryAfter()) {
            fault("status %d without Retry-After".formatted(answer.status()));
        }
        if (steady) {
            refused.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
        }
    }

    void fault(String what) {
        faults.merge(what, 1L, Long::sum);
    }

    boolean hasFaults() {
        return !faults.isEmpty();
    }

    void reconnected() {
        reconnects++;
    }

    /** Numbers of the accepted events, less the first number. */
    BitSet acceptedNumbers() {
        return acceptedNumbers;
    }

    LoadOutcome outcome(long sent, long numbers, long heldBack) {
        Map<String, Long> counts = new TreeMap<>();
        statuses.forEach((status, count) -> counts.put(Integer.toString(status), count[0]));
        return new LoadOutcome(
                (endNanos - beginNanos) / NANOS_PER_SECOND,
                requests,
                accepted.getTotalCount(),
                acceptedEvents,
                accepted.getValueAtPercentile(P50),
                accepted.getValueAtPercentile(P99),
                accepted.getMaxValue(),
                refused.getValueAtPercentile(P99),
                (endCpu - beginCpu) / NANOS_PER_SECOND,
                sent,
                numbers,
                heldBack,
                reconnects,
                counts,
                faults);
    }
}
