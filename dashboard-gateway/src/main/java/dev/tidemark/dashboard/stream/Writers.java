package dev.tidemark.dashboard.stream;

import dev.tidemark.dashboard.stream.Link.Ending;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A few threads that write all streams of plain HTTP/1.1. Thread-safe. */
final class Writers implements AutoCloseable {

    /**
     * What the kernel holds of a stream that its client does not take; left to itself, it takes
     * megabytes. Below the newest state there is then no long past for it to read first.
     */
    private static final int SEND_BUFFER_BYTES = 64 * 1024;

    private final List<WriterLoop> loops;
    private final AtomicInteger next = new AtomicInteger();

    Writers(StreamSettings settings) {
        this.loops =
                IntStream.range(0, settings.writers())
                        .mapToObj(i -> new WriterLoop(settings))
                        .toList();
        for (int i = 0; i < loops.size(); i++) {
            Thread.ofPlatform().name("stream-writer-" + i).daemon().start(loops.get(i));
        }
    }

    /**
     * Takes the channel over from its connection's thread, which waits here for the end of the
     * stream and must not use the channel any more. An interrupt drops the connection.
     *
     * @param head written before anything else
     * @throws IOException if the client is gone before anything was written
     */
    Ending write(SocketChannel channel, byte[] head, Outbox outbox, Subscription subscription)
            throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
        Link link = new Link(channel, outbox, Piece.joined(head, outbox.begin()));
        WriterLoop loop = loops.get(Math.floorMod(next.getAndIncrement(), loops.size()));
        subscription.onSignal(() -> loop.signal(link));
        return link.await(() -> loop.abandon(link));
    }

    /** Returns at once; the last bytes of streams that have ended are still written. */
    @Override
    public void close() {
        loops.forEach(WriterLoop::close);
    }
}
