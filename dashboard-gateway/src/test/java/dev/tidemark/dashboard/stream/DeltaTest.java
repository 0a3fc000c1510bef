package dev.tidemark.dashboard.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.query.Extras;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.contract.query.ViewAnswer.WindowRollup;
import dev.tidemark.dashboard.Answers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeltaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final View DETAILED =
            new View(
                    "acme",
                    WindowSize.ONE_MINUTE,
                    Duration.ofMinutes(10),
                    Set.of(),
                    Duration.ofSeconds(1),
                    new Extras(
                            true, true, Optional.of(new Extras.By("page", 10, Extras.Order.COUNT))),
                    false);
    private static final long MINUTE_MS = 60_000;

    private static Body body(ViewAnswer answer, long atMs) {
        return new Body(Views.ACME, answer, 1, atMs, false, OptionalLong.of(0));
    }

    private static JsonNode delta(Body earlier, Body later) throws IOException {
        return JSON.readTree(BodyWriter.write(Delta.between(earlier, later).orElseThrow()));
    }

    /** What docs/api.md tells a client to do. */
    private static void apply(JsonNode delta, ObjectNode state) {
        ObjectNode metrics = (ObjectNode) state.get("metrics");
        delta.get("metrics").properties().forEach(it -> metrics.set(it.getKey(), it.getValue()));
        List<JsonNode> windows = new ArrayList<>();
        state.get("timeSeries").forEach(windows::add);
        for (JsonNode window : delta.get("timeSeries")) {
            windows.removeIf(old -> isOfSame(old, window));
            windows.add(window);
        }
        if (delta.has("from")) {
            windows.removeIf(old -> old.get("timestamp").asLong() < delta.get("from").asLong());
        }
        windows.sort(
                Comparator.comparingLong((JsonNode it) -> -it.get("timestamp").asLong())
                        .thenComparing(it -> it.get("type").asText()));
        ArrayNode series = state.putArray("timeSeries");
        windows.forEach(series::add);
        delta.properties().stream()
                .filter(it -> !List.of("metrics", "timeSeries", "from").contains(it.getKey()))
                .forEach(it -> state.set(it.getKey(), it.getValue()));
    }

    private static boolean isOfSame(JsonNode one, JsonNode other) {
        return one.get("type").equals(other.get("type"))
                && one.get("timestamp").equals(other.get("timestamp"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldLeadFromEachBodyToTheNext(long seed) throws IOException {
        Random random = new Random(seed);
        Map<String, Rollup> counters = new TreeMap<>();
        TreeMap<Long, Map<String, Rollup>> windows = new TreeMap<>();
        Body before = body(new ViewAnswer(Map.of(), List.of(), "0:0"), 0);
        ObjectNode state = (ObjectNode) JSON.readTree(BodyWriter.write(before));
        int deltas = 0;
        for (int step = 1; step <= 200; step++) {
            long nowMs = step * 10_000L;
            for (int event = random.nextInt(4); event > 0; event--) {
                String type = "t" + random.nextInt(5);
                counters.merge(type, Rollup.of(event, nowMs), Rollup::merge);
                windows.computeIfAbsent(nowMs / MINUTE_MS * MINUTE_MS, it -> new TreeMap<>())
                        .merge(type, Rollup.of(event, nowMs), Rollup::merge);
            }
            windows.headMap(nowMs - 10 * MINUTE_MS).clear();
            Body now = body(answer(counters, windows, step), nowMs);
            var delta = Delta.between(before, now);
            deltas += delta.isPresent() ? 1 : 0;
            if (delta.isPresent()) {
                apply(JSON.readTree(BodyWriter.write(delta.get())), state);
            } else {
                state = (ObjectNode) JSON.readTree(BodyWriter.write(now));
            }

            ObjectNode whole = (ObjectNode) JSON.readTree(BodyWriter.write(now));
            whole.remove("stats");
            state.remove("stats");
            assertThat(state).as("step %d", step).isEqualTo(whole);
            before = now;
        }
        assertThat(deltas).isGreaterThan(190);
    }

    private static ViewAnswer answer(
            Map<String, Rollup> counters, Map<Long, Map<String, Rollup>> windows, int offset) {
        List<WindowRollup> all = new ArrayList<>();
        windows.forEach(
                (startMs, byType) ->
                        byType.forEach(
                                (type, rollup) ->
                                        all.add(new WindowRollup(type, startMs, rollup))));
        return new ViewAnswer(new TreeMap<>(counters), all, "0:" + offset);
    }

    @Test
    void shouldTellDetailsOnlyIfTheyChanged() throws IOException {
        View view = DETAILED;
        Body one = detailed(view, 3);
        Body same = detailed(view, 3);
        Body other = detailed(view, 4);

        assertThat(delta(one, same).has("breakdowns")).isFalse();
        assertThat(delta(one, same).get("metrics")).isEmpty();
        assertThat(delta(one, other).get("breakdowns")).hasSize(1);
    }

    private static Body detailed(View view, long count) {
        return new Body(
                view, Answers.detailedPageViews(count), 1, 500_000, false, OptionalLong.of(0));
    }

    @Test
    void shouldNotSayThatACounterIsGone() {
        Body with = body(Answers.pageViews(3), 61_000);
        Body without = body(Answers.EMPTY, 61_000);

        assertThat(Delta.between(with, without)).isEmpty();
    }

    @Test
    void shouldBeSmall() {
        Body before = body(Answers.many(5, 100), 61_000);
        Map<String, Rollup> counters = new TreeMap<>(Answers.many(5, 100).counters());
        counters.put("type_7", Rollup.of(9, 61_500));
        Body now = body(new ViewAnswer(counters, List.of(), "0:6"), 61_500);

        byte[] delta = BodyWriter.write(Delta.between(before, now).orElseThrow());

        assertThat(delta.length * 40).isLessThan(BodyWriter.write(now).length);
    }
}
