package dev.tidemark.benchmarks.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.benchmarks.replay.LineReader.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    private static final int MAX = LineReader.MAX_LINE_BYTES;

    @Test
    void shouldCutAtEveryKindOfEnd() throws IOException {
        assertThat(lines("a\nb\r\n\nlast"))
                .containsExactly(text("a"), text("b"), text(""), text("last"));
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n")).containsExactly(text(""));
    }

    @Test
    void shouldBoundALine() throws IOException {
        assertThat(lines("x".repeat(MAX) + "\n" + "y".repeat(MAX + 1) + "\nz"))
                .containsExactly(text("x".repeat(MAX)), new Line.TooLong(), text("z"));
        assertThat(lines("y".repeat(10 * MAX))).containsExactly(new Line.TooLong());
    }

    @Test
    void shouldReplaceWhatIsNotUtf8() throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(new byte[] {'a', -1, '\n'}));

        assertThat(reader.next()).isEqualTo(text("a\ufffd"));
    }

    private static Line text(String text) {
        return new Line.Text(text);
    }

    private static List<Line> lines(String text) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)));
        List<Line> lines = new ArrayList<>();
        for (Line line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }
}
