package dev.tidemark.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class AnswerTest {

    private final Answer answer = new Answer();

    @Test
    void shouldReadAnAnswerThatComesByteByByte() {
        byte[] bytes =
                bytes(
                        "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 4\r\nRetry-After: 2\r\n"
                                + "Connection: close\r\n\r\nbusy");

        for (int i = 0; i < bytes.length - 1; i++) {
            assertThat(answer.read(ByteBuffer.wrap(bytes, i, 1))).isFalse();
        }

        assertThat(answer.read(ByteBuffer.wrap(bytes, bytes.length - 1, 1))).isTrue();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.hasRetryAfter()).isTrue();
        assertThat(answer.closes()).isTrue();
    }

    @Test
    void shouldLeaveWhatFollowsAndForgetWhatWas() {
        ByteBuffer two =
                ByteBuffer.wrap(
                        bytes(
                                "HTTP/1.1 429 Slow\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
                                        + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));

        assertThat(answer.read(two)).isTrue();
        answer.reset();

        assertThat(answer.read(two)).isTrue();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.hasRetryAfter()).isFalse();
        assertThat(two.hasRemaining()).isFalse();
    }

    @Test
    void shouldFindHowManyEventsWereAccepted() {
        answer.read(
                ByteBuffer.wrap(
                        bytes(
                                "HTTP/1.1 200 OK\r\nContent-Length: 42\r\n\r\n"
                                        + "{\"success\":false,\"accepted\":998,\"refused\":2}")));

        assertThat(answer.accepted(1_000)).isEqualTo(998);
    }

    @Test
    void shouldRefuseAnAnswerWithoutALength() {
        byte[] bytes = bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");

        assertThatThrownBy(() -> answer.read(ByteBuffer.wrap(bytes)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Content-Length");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
