package dev.tidemark.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

    private int waited;

    private ReadAhead over(InputStream in, long announced, int piece) {
        return new ReadAhead(in, announced, piece, () -> waited++);
    }

    private static InputStream of(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return new ByteArrayInputStream(bytes);
    }

    private static InputStream failing(String message) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException(message);
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException(message);
            }
        };
    }

    @Property(tries = 200)
    void shouldGiveWhatItReads(
            @ForAll @IntRange(max = 300_000) int length,
            @ForAll @IntRange(max = 300_000) int announced,
            @ForAll @IntRange(min = 1, max = 200_000) int piece)
            throws IOException {
        assertThat(over(of(length), announced, piece).readAllBytes())
                .isEqualTo(of(length).readAllBytes());
    }

    @Test
    void shouldWaitOnceForEachPiece() throws IOException {
        ReadAhead in = over(of(250), 250, 100);

        assertThat(in.begin()).isFalse();
        assertThat(waited).isEqualTo(1);
        in.readNBytes(100);
        assertThat(waited).isEqualTo(1);
        in.readNBytes(150);
        assertThat(waited).isEqualTo(3);
    }

    @Test
    void shouldKnowABodyThatIsThereAsAWhole() {
        assertThat(over(of(99), 99, 100).begin()).isTrue();
        assertThat(over(of(0), 0, 100).begin()).isTrue();
    }

    @Test
    void shouldGiveWhatCameBeforeAFault() throws IOException {
        ReadAhead in = over(new SequenceInputStream(of(10), failing("broken")), 0, 100);

        assertThat(in.begin()).isFalse();
        assertThat(in.readNBytes(10)).isEqualTo(of(10).readAllBytes());
        assertThatThrownBy(in::read).hasMessage("broken");
        assertThatThrownBy(in::read).hasMessage("broken");
    }
}
