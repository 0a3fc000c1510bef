package dev.tidemark.dashboard.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class WriteWatchTest {

    private final AtomicInteger stalls = new AtomicInteger();
    private final WriteWatch watch = new WriteWatch(Duration.ofMillis(50), stalls::incrementAndGet);

    /** A connection whose client takes nothing. */
    private static final class Stalled extends OutputStream {

        @Override
        public void write(int one) throws IOException {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("ended");
            }
        }
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void shouldEndAWriteThatTakesTooLong() {
        assertThatThrownBy(this::writeToStalled).isInstanceOf(InterruptedIOException.class);

        assertThat(stalls).hasValue(1);
    }

    private void writeToStalled() throws IOException {
        try (WriteWatch.Writer writer = watch.over(new Stalled())) {
            writer.write(new byte[] {1});
        }
    }

    @Test
    void shouldLeaveAThreadAloneThatWritesNothing() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (WriteWatch.Writer quick = watch.over(out)) {
            quick.write(new byte[] {1});
            // Long enough for the watch: another write was ended meanwhile.
            assertThatThrownBy(this::writeToStalled).isInstanceOf(IOException.class);
            quick.write(new byte[] {2});
        }

        assertThat(out.toByteArray()).containsExactly(1, 2);
        assertThat(stalls).hasValue(1);
    }
}
