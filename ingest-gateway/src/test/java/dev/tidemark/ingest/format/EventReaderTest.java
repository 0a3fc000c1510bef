package dev.tidemark.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tidemark.contract.http.Problem.FieldError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    private static final int MAX = 20;

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static List<String> array(String body) throws IOException {
        return told(bytes(body), true, MAX);
    }

    private static List<String> lines(String body) throws IOException {
        return told(bytes(body), false, MAX);
    }

    /** Every event as text, what is said instead of one that is too large, and of a break. */
    private static List<String> told(InputStream in, boolean array, int maxBytes)
            throws IOException {
        List<String> told = new ArrayList<>();
        EventParser parser =
                (bytes, start, length, nowMs) -> {
                    String text = new String(bytes, start, length, UTF_8);
                    return new Parsed.Invalid("cut", List.of(new FieldError("", text)));
                };
        EventReader reader =
                array
                        ? EventReader.ofArray(in, parser, 0, maxBytes)
                        : EventReader.ofLines(in, parser, 0, maxBytes);
        try {
            while (reader.next() instanceof Parsed.Invalid invalid) {
                told.add(
                        invalid.code().equals("cut")
                                ? invalid.errors().getFirst().rule()
                                : invalid.code());
            }
        } catch (EventReader.StoppedException e) {
            told.add(String.valueOf(e.getMessage()));
        }
        return told;
    }

    @Test
    void shouldCutElementsOfEveryKind() throws IOException {
        assertThat(array(" [ {\"a\":[1,{}]} ,[],\"x,]\" , 1,-2.5e3,true ,null] \n"))
                .containsExactly("{\"a\":[1,{}]}", "[]", "\"x,]\"", "1", "-2.5e3", "true", "null");
    }

    @Test
    void shouldNotLookIntoStrings() throws IOException {
        assertThat(array("[{\"}]\\\"[{\":\"\\\\\"},{}]"))
                .containsExactly("{\"}]\\\"[{\":\"\\\\\"}", "{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[ ]", " [\n] ", "\ufeff[]"})
    void shouldFindNoElements(String body) throws IOException {
        assertThat(array(body)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            value = {
                "' '|body: must be a JSON array of events",
                "{}|body: must be a JSON array of events",
                "x|body: must be a JSON array of events",
                "[|body: must be a JSON array: it ends too early",
                "[1|body: must be a JSON array: it ends too early",
                "[{|body: must be a JSON array: it ends too early",
                "[\"a|body: must be a JSON array: it ends too early",
                "[{},|body: must be a JSON array: it ends too early",
                "[{}{}]|body: must be a JSON array: its elements are not apart by commas",
                "[{} 1]|body: must be a JSON array: its elements are not apart by commas",
                "[,{}]|body: must be a JSON array: its elements are not apart by commas",
                "[{},]|body: must be a JSON array: its elements are not apart by commas",
                "[}]|body: must be a JSON array: its elements are not apart by commas",
                "[] x|body: must end after its JSON array",
                "[{}][]|body: must end after its JSON array"
            })
    void shouldSayWhereAnArrayBreaks(String body, String rule) throws IOException {
        assertThat(array(body)).last().isEqualTo(rule);
    }

    @Test
    void shouldCutLines() throws IOException {
        assertThat(lines("\ufeff{\"a\":1}\n\n \t\r\n{\"b\n\":2}\r\n{\"c\":3}"))
                .containsExactly("{\"a\":1}", "{\"b", "\":2}\r", "{\"c\":3}");
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n\n " + " ".repeat(2 * MAX) + "\n ")).isEmpty();
    }

    @Test
    void shouldSkipWhatIsTooLargeAndGoOn() throws IOException {
        String largest = '"' + "x".repeat(MAX - 2) + '"';
        String larger = '"' + "x".repeat(MAX - 1) + '"';

        assertThat(array("[%s,%s,1]".formatted(larger, largest)))
                .containsExactly(Parsed.TOO_LARGE, largest, "1");
        assertThat(lines("%s\n%s\n%s".formatted(larger, largest, larger)))
                .containsExactly(Parsed.TOO_LARGE, largest, Parsed.TOO_LARGE);
    }

    @Property
    void shouldCutTheSameHoweverTheBytesCome(
            @ForAll @Size(max = 50) List<String> texts, @ForAll long seed) throws IOException {
        List<String> elements = texts.stream().map(EventReaderTest::quoted).toList();

        String array = '[' + String.join(",", elements) + ']';

        assertThat(told(dripping(array, seed), true, 9_999)).isEqualTo(elements);
        assertThat(told(dripping(String.join("\n", elements), seed), false, 9_999))
                .isEqualTo(elements);
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("{\"");
        text.chars()
                .forEach(c -> json.append(",]}".indexOf(c) < 0 ? "\\u%04x".formatted(c) : ",]}"));
        return json.append("\":{}}").toString();
    }

    /** Gives the bytes in pieces of random length. */
    private static InputStream dripping(String text, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        return new ByteArrayInputStream(text.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, random.nextInt(1, 7)));
            }
        };
    }

    @Property
    void shouldEndForAnyBytes(@ForAll byte[] body) throws IOException {
        assertThat(told(new ByteArrayInputStream(body), true, 5)).isNotNull();
        assertThat(told(new ByteArrayInputStream(body), false, 5)).isNotNull();
    }

    @Test
    void shouldHoldNoMoreThanOneEventWhateverTheSizeOfTheBody() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bodyBytes = 128L << 20;
        long before = threads.getCurrentThreadAllocatedBytes();

        List<String> ofLines = told(filled('x', bodyBytes), false, 1 << 20);
        List<String> ofArray = told(filled('[', bodyBytes), true, 1 << 20);

        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(ofLines).containsExactly(Parsed.TOO_LARGE);
        assertThat(ofArray).containsExactly("body: must be a JSON array: it ends too early");
        assertThat(allocated).isLessThan(8L << 20);
    }

    /** So many times this byte. */
    private static InputStream filled(char with, long length) {
        return new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? with : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int count) {
                if (left <= 0) {
                    return -1;
                }
                int given = (int) Math.min(left, count);
                Arrays.fill(bytes, offset, offset + given, (byte) with);
                left -= given;
                return given;
            }
        };
    }
}
