package dev.tidemark.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.topic.Decoded;
import dev.tidemark.contract.topic.EventCodec;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EventSequenceTest {

    private static final long END_MS = 1_764_000_000_000L;
    private static final Workload EVEN = new Workload(20, 5, 0);
    private static final Workload MANY = new Workload(20, 500, 0);
    private static final Workload HOT = new Workload(20, 5, 0.9);

    @Test
    void shouldWriteExactlyWhatItsTotalsSay() {
        EventSequence sequence = new EventSequence(EVEN, 20_000, END_MS);

        Totals written = decoded(sequence);

        assertThat(written.differencesTo(sequence.totals())).isEmpty();
        assertThat(written.count()).isEqualTo(20_000);
    }

    @Test
    void shouldWriteEventsOfAboutTheSameSizeAsRealOnes() {
        for (Workload workload : new Workload[] {EVEN, MANY, HOT}) {
            EventBytes bytes = new EventBytes(new EventSequence(workload, 1_000, END_MS));

            double size = averageSize(bytes, 1_000);

            assertThat(size).isCloseTo(260, within(10.0));
        }
    }

    @Test
    void shouldUseEverySeries() {
        Totals hundred = new EventSequence(EVEN, 20_000, END_MS).totals();
        Totals tenThousand = new EventSequence(MANY, 400_000, END_MS).totals();

        assertThat(hundred.series()).isEqualTo(100);
        assertThat(tenThousand.series()).isEqualTo(10_000);
    }

    @Test
    void shouldSpreadEvenlyWithoutAHotSeries() {
        Totals totals = new EventSequence(EVEN, 400_000, END_MS).totals();

        for (int series = 0; series < EVEN.series(); series++) {
            assertThat(totals.count(EVEN.key(series))).isCloseTo(4_000, within(400L));
        }
    }

    @Test
    void shouldGiveTheHotSeriesItsShare() {
        Totals totals = new EventSequence(HOT, 200_000, END_MS).totals();

        assertThat(totals.count(HOT.key(0))).isCloseTo(180_000, within(1_000L));
        assertThat(totals.series()).isEqualTo(100);
    }

    @Test
    void shouldKeepTimesInOrderButForSomeJitter() {
        EventSequence sequence = new EventSequence(EVEN, 50_000, END_MS);
        long newest = 0;

        for (long place = 0; place < sequence.events(); place++) {
            long time = sequence.timestampAt(place);
            assertThat(time).isBetween(sequence.beginMs(), END_MS).isGreaterThan(newest - 500);
            newest = Math.max(newest, time);
        }
    }

    @Test
    void shouldGiveEachEventAnIdOfItsOwn() {
        EventBytes bytes = new EventBytes(new EventSequence(HOT, 20_000, END_MS));
        Set<String> ids = new HashSet<>();

        for (long place = 0; place < 20_000; place++) {
            ids.add(event(bytes.at(place)).id());
        }

        assertThat(ids).hasSize(20_000);
    }

    private static Totals decoded(EventSequence sequence) {
        EventBytes bytes = new EventBytes(sequence);
        Totals totals = new Totals();
        for (long place = 0; place < sequence.events(); place++) {
            MetricEvent event = event(bytes.at(place));
            assertThat(event.timestampMs()).isEqualTo(sequence.timestampAt(place));
            totals.add(event.series(), 1, event.value());
        }
        return totals;
    }

    private static MetricEvent event(byte[] bytes) {
        return ((Decoded.Event) EventCodec.decode(bytes)).event();
    }

    private static double averageSize(EventBytes bytes, int events) {
        long sum = 0;
        for (long place = 0; place < events; place++) {
            sum += bytes.at(place).length;
        }
        return (double) sum / events;
    }
}
