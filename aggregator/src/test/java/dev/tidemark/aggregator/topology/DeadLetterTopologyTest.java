package dev.tidemark.aggregator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.topic.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterTopologyTest {

    private static final long T0 = 1_764_000_000_000L;

    private final MetricsDriver driver = MetricsDriver.start();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldBuryARecordWithItsBytesItsReasonAndItsOrigin() {
        driver.send("acme", "page_view", 1, T0);
        byte[] garbage = {(byte) 0xff, 0, '{'};

        driver.send(garbage);

        assertThat(driver.deadLetters())
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.value()).isEqualTo(garbage);
                            assertThat(header(letter, DeadLetterHeaders.REASON))
                                    .startsWith("the value is not JSON: ");
                            assertThat(header(letter, DeadLetterHeaders.TOPIC))
                                    .isEqualTo("tidemark.events");
                            assertThat(header(letter, DeadLetterHeaders.PARTITION)).isEqualTo("0");
                            assertThat(header(letter, DeadLetterHeaders.OFFSET)).isEqualTo("1");
                        });
    }

    @Test
    void shouldCountTheBuriedAndGoOn() {
        driver.send(bytes("[]"));
        driver.send((byte[]) null);
        driver.send("acme", "page_view", 1, T0);

        assertThat(driver.drops()).containsExactly("undecodable", "undecodable");
        assertThat(driver.counter("acme", "page_view").count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                 | not a JSON object",
                "{\"type\":\"a\",\"value\":1}                       | tenant is missing",
                "{\"tenant\":\"t\",\"value\":1}                     | type is missing",
                "{\"tenant\":\"t\",\"type\":\"A\"}                  | type is missing or not a type",
                "{\"tenant\":\"t\",\"type\":\"a\",\"value\":\"1\"}  | value is not a number",
                "{\"tenant\":\"t\",\"type\":\"a\",\"id\":\"i\"}     | value is missing",
                "{\"tenant\":\"t\",\"type\":\"a\",\"id\":\"i\",\"value\":1} | timestamp is missing",
                "{\"tenant\":\"t\",\"type\":\"a\",\"id\":\"i\",\"value\":1,\"timestamp\":-1} | timestamp",
                "{\"tenant\":\"t\",\"type\":\"a\",\"id\":\"i\",\"value\":1,\"timestamp\":1.5} | timestamp",
                "{\"tenant\":\"t\",\"type\":\"a\",\"metadata\":3}   | metadata is not an object",
                "{\"tenant\":\"t\",\"timestamp\":99999999999999999999} | not JSON",
            })
    void shouldSayWhatWasWrong(String record, String reason) {
        driver.send(bytes(record));

        assertThat(driver.deadLetters())
                .singleElement()
                .satisfies(
                        letter ->
                                assertThat(header(letter, DeadLetterHeaders.REASON))
                                        .contains(reason));
    }

    @Test
    void shouldBuryAnEventFromFarAheadAndLeaveTheWindowsAlone() {
        driver.send("acme", "page_view", 1, T0);
        driver.send("acme", "page_view", 2, 9_999_999_999_999L);
        driver.send("acme", "page_view", 4, T0);

        assertThat(driver.counter("acme", "page_view").sum()).isEqualTo(5);
        assertThat(driver.windows(WindowSize.ONE_MINUTE, "acme", "page_view")).hasSize(1);
        assertThat(driver.deadLetters())
                .singleElement()
                .satisfies(
                        letter ->
                                assertThat(header(letter, DeadLetterHeaders.REASON))
                                        .isEqualTo("timestamp is too far ahead: 9999999999999"));
    }

    @Test
    void shouldCutWhatIsTooLongForADeadLetter() {
        driver.send(new byte[2 * DeadLetterHeaders.MAX_BYTES]);

        assertThat(driver.deadLetters())
                .singleElement()
                .satisfies(
                        letter -> assertThat(letter.value()).hasSize(DeadLetterHeaders.MAX_BYTES));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        assertThat(header).as(name).isNotNull();
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
