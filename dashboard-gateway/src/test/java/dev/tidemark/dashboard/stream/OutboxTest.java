package dev.tidemark.dashboard.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.dashboard.Answers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class OutboxTest {

    private static final Wire PLAIN = new Wire(false, false);

    private final Counter sent = new SimpleMeterRegistry().counter("sent");
    private final AtomicBoolean allowed = new AtomicBoolean(true);
    private final Subscription subscription =
            new Subscription(
                    new Visitor(Views.ACME, "10.0.0.1", Optional.empty()),
                    new Patience(0, Duration.ZERO),
                    () -> {},
                    closed -> {});

    private Outbox outbox(Format format, Wire wire) {
        return new Outbox(subscription, allowed::get, format, wire, sent);
    }

    private static Body body(ViewAnswer answer) {
        return new Body(Views.ACME, answer, 1, 90_000, false, OptionalLong.of(0));
    }

    private static Frame frame(long number) {
        return Frame.of(
                body(Answers.pageViews(number)), number, body(Answers.pageViews(number - 1)));
    }

    private String next(Outbox outbox, Frame frame) {
        subscription.offer(frame, 0);
        return text(Objects.requireNonNull(outbox.take()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void shouldBeginWithTheWholeAndGoOnWithUpdates() {
        Outbox outbox = outbox(Format.FULL, PLAIN);

        assertThat(text(outbox.begin())).matches("retry: 3\\d{3}\n\n");
        assertThat(outbox.take()).isNull();
        assertThat(next(outbox, frame(1))).startsWith("event: init\n");
        assertThat(next(outbox, frame(2))).startsWith("event: update\n");
        assertThat(sent.count()).isEqualTo(2);
    }

    @Test
    void shouldGoOnWithDeltasAndBeginAnewAfterAGap() {
        Outbox outbox = outbox(Format.DELTA, PLAIN);

        assertThat(next(outbox, frame(4))).startsWith("event: init\n");
        assertThat(next(outbox, frame(5))).startsWith("event: delta\n");
        assertThat(next(outbox, frame(7))).startsWith("event: init\n");
        assertThat(next(outbox, frame(8))).startsWith("event: delta\n");
    }

    @Test
    void shouldShareTheBytesOfAnEvent() {
        Wire wire = new Wire(true, true);
        Frame frame = frame(1);

        assertThat(frame.init().as(wire)).isSameAs(frame.init().as(wire));
    }

    @Test
    void shouldEndWithAHintWhenTheGatewayDoesAndWithoutWhenItIsNotAllowedAnyMore() {
        Outbox ended = outbox(Format.FULL, PLAIN);
        subscription.end();
        Outbox refused =
                new Outbox(
                        new Subscription(
                                subscription.visitor(),
                                new Patience(0, Duration.ZERO),
                                () -> {},
                                closed -> {}),
                        () -> false,
                        Format.FULL,
                        PLAIN,
                        sent);

        assertThat(text(Objects.requireNonNull(ended.take()))).matches("retry: 3\\d{3}\n\n");
        assertThat(ended.isOver()).isTrue();
        assertThat(refused.heartbeat()).isEmpty();
        assertThat(refused.isOver()).isTrue();
    }

    @Test
    void shouldWriteOneGzipMemberThatIsWholeAtItsEnd() throws IOException {
        Outbox outbox = outbox(Format.FULL, new Wire(true, false));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(outbox.begin());
        subscription.offer(frame(1), 0);
        all.writeBytes(Objects.requireNonNull(outbox.take()));
        all.writeBytes(outbox.heartbeat());
        subscription.offer(frame(2), 0);
        all.writeBytes(Objects.requireNonNull(outbox.take()));
        subscription.end();
        all.writeBytes(Objects.requireNonNull(outbox.take()));

        try (var plain = new GZIPInputStream(new ByteArrayInputStream(all.toByteArray()))) {
            String blocks =
                    text(plain.readAllBytes()).replaceAll("(?m)^(retry|data|id): .*$", "$1");
            assertThat(blocks.split("\n\n"))
                    .containsExactly(
                            "retry",
                            "event: init\nid\ndata",
                            ":",
                            "event: update\nid\ndata",
                            "retry");
        }
    }

    @Test
    void shouldFrameEachPieceAsAChunkAndEndWithTheLast() {
        Outbox outbox = outbox(Format.FULL, new Wire(false, true));

        assertThat(text(outbox.begin())).matches("d\r\nretry: 3\\d{3}\n\n\r\n");
        assertThat(text(outbox.heartbeat())).isEqualTo("3\r\n:\n\n\r\n");
        subscription.end();
        assertThat(text(Objects.requireNonNull(outbox.take()))).endsWith("\r\n0\r\n\r\n");
    }
}
