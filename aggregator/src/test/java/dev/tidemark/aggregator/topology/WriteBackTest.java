package dev.tidemark.aggregator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.Rollup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WriteBackTest {

    private static final SketchedRollup ONE = SketchedRollup.of(Rollup.of(1, 1));
    private static final SketchedRollup TWO =
            SketchedRollup.of(Rollup.of(1, 1).merge(Rollup.of(1, 1)));

    private final Map<String, SketchedRollup> stored = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final WriteBack<String> rollups =
            new WriteBack<>(
                    new WriteBack.Store<>() {
                        @Override
                        public @Nullable SketchedRollup read(String key) {
                            calls.add("read " + key);
                            return stored.get(key);
                        }

                        @Override
                        public void write(String key, @Nullable SketchedRollup rollup) {
                            calls.add((rollup == null ? "delete " : "write ") + key);
                            if (rollup == null) {
                                stored.remove(key);
                            } else {
                                stored.put(key, rollup);
                            }
                        }
                    },
                    2);

    @Test
    void shouldWriteOnceHoweverOftenAKeyChanged() {
        rollups.merge("a", ONE);
        rollups.merge("a", ONE);
        rollups.write();
        rollups.write();

        assertThat(calls).containsExactly("read a", "write a");
        assertThat(stored.get("a")).isEqualTo(TWO);
    }

    @Test
    void shouldGoOnFromWhatIsStored() {
        stored.put("a", ONE);

        rollups.merge("a", ONE);
        rollups.write();

        assertThat(stored.get("a")).isEqualTo(TWO);
    }

    @Test
    void shouldNotReadALiveKeyAgain() {
        rollups.merge("a", ONE);
        rollups.write();
        rollups.merge("a", ONE);

        assertThat(calls).containsExactly("read a", "write a");
    }

    @Test
    void shouldLetGoOfWhatIsWrittenWhenItIsTooMuch() {
        for (String key : List.of("a", "b", "c")) {
            rollups.merge(key, ONE);
        }
        rollups.write();
        calls.clear();

        rollups.merge("a", ONE);
        rollups.write();

        assertThat(calls).containsExactly("read a", "write a");
        assertThat(stored.get("a")).isEqualTo(TWO);
    }

    @Test
    void shouldForgetWhatWasNotWritten() {
        stored.put("a", ONE);
        rollups.merge("a", ONE);

        rollups.discard();
        rollups.write();
        rollups.merge("a", ONE);
        rollups.write();

        assertThat(stored.get("a")).isEqualTo(TWO);
    }

    @Test
    void shouldTakeAKeyAwayWhereverItIs() {
        stored.put("a", ONE);
        rollups.merge("a", ONE);
        stored.put("b", ONE);

        assertThat(rollups.take("a")).isEqualTo(TWO);
        assertThat(rollups.take("b")).isEqualTo(ONE);
        assertThat(rollups.take("c")).isNull();
        rollups.write();

        assertThat(stored).isEmpty();
        assertThat(calls).containsExactly("read a", "delete a", "read b", "delete b", "read c");
    }
}
