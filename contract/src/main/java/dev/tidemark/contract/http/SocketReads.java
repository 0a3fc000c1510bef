package dev.tidemark.contract.http;

import io.helidon.common.socket.HelidonSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads much at a time where there is much. The server's own reads are of 8 KiB: a body of 200 KB
 * takes 25 of them, each with an array of its own.
 *
 * <p>A buffer for wide reads is lent for one read, however long that takes; while all are lent,
 * reads are the server's own. Thread-safe.
 */
final class SocketReads {

    /** What the server's own reads get at most. */
    private static final int NARROW_BYTES = 8 << 10;

    private static final int WIDE_BYTES = 128 << 10;
    private static final int BUFFERS_FOR_EACH_PROCESSOR = 16;

    private final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();

    /** What is dropped goes here, of all sockets at once: nobody looks at it. */
    private final ByteBuffer sink = ByteBuffer.allocateDirect(WIDE_BYTES);

    /** How many more there may be. */
    private final AtomicInteger unmade =
            new AtomicInteger(
                    BUFFERS_FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors());

    private @Nullable ByteBuffer lend() {
        ByteBuffer buffer = buffers.poll();
        if (buffer != null) {
            return buffer.clear();
        }
        return unmade.getAndUpdate(count -> Math.max(0, count - 1)) > 0
                ? ByteBuffer.allocateDirect(WIDE_BYTES)
                : null;
    }

    /**
     * Reads of a socket.
     *
     * @param channel what the socket reads, if its bytes are read as they are
     */
    Reader over(HelidonSocket socket, @Nullable SocketChannel channel) {
        return new Reader(socket, channel);
    }

    /** Reads one socket; for one thread at a time. */
    final class Reader {

        private final HelidonSocket socket;
        private final @Nullable SocketChannel channel;
        private boolean hasMuch;

        private Reader(HelidonSocket socket, @Nullable SocketChannel channel) {
            this.socket = socket;
            this.channel = channel;
        }

        /**
         * What there is, at least one byte; null at the end.
         *
         * @throws UncheckedIOException of the socket
         */
        byte @Nullable [] read() {
            ByteBuffer buffer = channel != null && hasMuch ? lend() : null;
            if (channel == null || buffer == null) {
                byte[] bytes = socket.get();
                hasMuch = bytes != null && bytes.length == NARROW_BYTES;
                return bytes;
            }
            try {
                int length = read(channel, buffer);
                hasMuch = length >= NARROW_BYTES;
                if (length < 0) {
                    return null;
                }
                byte[] bytes = new byte[length];
                buffer.flip().get(bytes);
                return bytes;
            } finally {
                buffers.add(buffer);
            }
        }

        /**
         * Reads so many bytes and drops them; tells how many it did, which is fewer at the end, or
         * if they cannot be read so.
         *
         * @throws UncheckedIOException of the socket
         */
        long drop(long count) {
            if (channel == null) {
                return 0;
            }
            ByteBuffer buffer = sink.duplicate();
            long dropped = 0;
            int length = 0;
            while (dropped < count && length >= 0) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), count - dropped));
                length = read(channel, buffer);
                dropped += Math.max(0, length);
            }
            return dropped;
        }

        private static int read(SocketChannel channel, ByteBuffer buffer) {
            try {
                return channel.read(buffer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
