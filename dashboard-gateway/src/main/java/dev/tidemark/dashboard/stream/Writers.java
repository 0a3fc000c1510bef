package dev.tidemark.dashboard.stream;

import dev.tidemark.dashboard.stream.Link.Ending;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
     * Takes a channel over for the rest of its life; nobody else may use it any more.
     *
     * @param head written before anything else
     * @param onEnd told once how it ended, by the thread that writes
     * @throws IOException if the client is gone before anything was written
     */
    Link adopt(
            SocketChannel channel,
            byte[] head,
            Outbox outbox,
            Subscription subscription,
            Consumer<Ending> onEnd)
            throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
        WriterLoop loop = loops.get(Math.floorMod(next.getAndIncrement(), loops.size()));
        byte[] first = Piece.joined(head, outbox.begin());
        Link link = new Link(loop, channel, outbox, first, onEnd);
        subscription.onSignal(() -> loop.signal(link));
        return link;
    }

    /** Returns at once; the last bytes of streams that have ended are still written. */
    @Override
    public void close() {
        loops.forEach(WriterLoop::close);
    }
}
