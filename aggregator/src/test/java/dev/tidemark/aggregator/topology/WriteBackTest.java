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

    private static final Rollup ONE = Rollup.of(1, 1);

    private final Map<String, Rollup> stored = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final WriteBack<String> rollups =
            new WriteBack<>(
                    new WriteBack.Store<>() {
                        @Override
                        public @Nullable Rollup read(String key) {
                            calls.add("read " + key);
                            return stored.get(key);
                        }

                        @Override
                        public void write(String key, Rollup rollup) {
                            calls.add("write " + key);
                            stored.put(key, rollup);
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
        assertThat(stored.get("a")).isEqualTo(ONE.merge(ONE));
    }

    @Test
    void shouldGoOnFromWhatIsStored() {
        stored.put("a", ONE);

        rollups.merge("a", ONE);
        rollups.write();

        assertThat(stored.get("a")).isEqualTo(ONE.merge(ONE));
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
        assertThat(stored.get("a")).isEqualTo(ONE.merge(ONE));
    }

    @Test
    void shouldForgetWhatWasNotWritten() {
        stored.put("a", ONE);
        rollups.merge("a", ONE);

        rollups.discard();
        rollups.write();
        rollups.merge("a", ONE);
        rollups.write();

        assertThat(stored.get("a")).isEqualTo(ONE.merge(ONE));
    }
}
