package dev.tidemark.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PreparedRequestTest {

    @Test
    void shouldNumberTheEventsOfEachCopy() {
        PreparedRequest request = numbered("{\"v\":1000000000}\n".repeat(3));
        ByteBuffer copy = ByteBuffer.allocateDirect(request.length() + 5);

        request.copyTo(copy, 1_000_000_003L);
        request.copyTo(copy, 1_299_999_998L);

        assertThat(request.events()).isEqualTo(3);
        assertThat(StandardCharsets.US_ASCII.decode(copy).toString())
                .startsWith("POST /metrics/batch HTTP/1.1\r\n")
                .endsWith(
                        """
                        {"v":1299999998}
                        {"v":1299999999}
                        {"v":1300000000}
                        """);
    }

    @Test
    void shouldNotNumberWhatHasNoPlaceForIt() {
        assertThatThrownBy(() -> numbered("{\"v\":1}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("number");
    }

    private static PreparedRequest numbered(String body) {
        return PreparedRequest.numbered(
                "/metrics/batch", Map.of(), body.getBytes(StandardCharsets.US_ASCII));
    }
}
