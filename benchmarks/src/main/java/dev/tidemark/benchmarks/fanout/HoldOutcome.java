package dev.tidemark.benchmarks.fanout;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What the clients saw of the updates that were published in the steady phase.
 *
 * @param connections that they held and read
 * @param updates that were published
 * @param delivered events that came, over all connections
 * @param unreadable events in which no time of publication was found, at any time
 * @param lost connections that the server ended
 * @param latencies from publication to receipt in microseconds, of all delivered events: a
 *     histogram, in Base64
 * @param seconds length of the steady phase
 * @param clientCpuSeconds that the clients used in it
 */
record HoldOutcome(
        int connections,
        long updates,
        long delivered,
        long unreadable,
        long lost,
        String latencies,
        double seconds,
        double clientCpuSeconds) {

    /** As it travels. */
    static String encode(Histogram micros) {
        ByteBuffer buffer = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
        int length = micros.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /** As it is used. */
    Histogram micros() {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(latencies)), 0);
        } catch (DataFormatException e) {
            throw new IllegalStateException("a client says no histogram", e);
        }
    }

    /** With what another client saw at the same time. */
    HoldOutcome plus(HoldOutcome other) {
        Histogram micros = micros();
        micros.add(other.micros());
        return new HoldOutcome(
                connections + other.connections,
                Math.max(updates, other.updates),
                delivered + other.delivered,
                unreadable + other.unreadable,
                lost + other.lost,
                encode(micros),
                Math.max(seconds, other.seconds),
                clientCpuSeconds + other.clientCpuSeconds);
    }

    /** Events that were due: each update to each connection. */
    long due() {
        return updates * connections;
    }
}
