package dev.tidemark.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventScannerTest {

    private static final String STREAM =
            """
            HTTP/1.1 200 OK\r
            Transfer-Encoding: chunked\r
            \r
            d\r
            retry: 3412

            \r
            40\r
            event: init
            id: 0:1
            data: {"metrics":{"a":{"count":1,"total":1764000000000001,"min":1},"b":{"total":7}}}

            \r
            2\r
            :

            \r
            40\r
            event: update
            data: {"total":1764000000000002}

            \r
            """;

    @Test
    void shouldFindEachEventOnceWhereverTheBytesAreSplit() {
        byte[] bytes = STREAM.getBytes(US_ASCII);
        for (int split = 0; split <= bytes.length; split++) {
            List<Long> times = new ArrayList<>();
            EventScanner scanner = new EventScanner();
            byte[] rest = Arrays.copyOfRange(bytes, split, bytes.length);

            scanner.take(bytes, split, times::add);
            scanner.take(rest, rest.length, times::add);

            assertThat(times)
                    .describedAs("split at %d", split)
                    .containsExactly(1_764_000_000_000_001L, 1_764_000_000_000_002L);
        }
    }

    @Test
    void shouldTellAnEventWhoseTotalIsNoTime() {
        List<Long> times = new ArrayList<>();
        byte[] bytes =
                """
                event: update
                data: {"total":12}

                """
                        .getBytes(US_ASCII);

        new EventScanner().take(bytes, bytes.length, times::add);

        assertThat(times).containsExactly(EventScanner.UNREADABLE);
    }
}
