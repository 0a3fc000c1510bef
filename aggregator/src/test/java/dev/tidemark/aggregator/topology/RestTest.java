package dev.tidemark.aggregator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RestTest {

    private static final long NOW_MS = 1_000_000;

    private final Rest rest = new Rest(Duration.ofMillis(50));

    @Test
    void shouldBeOverBeforeAnythingBegan() {
        assertThat(rest.isOver(NOW_MS)).isTrue();
    }

    @Test
    void shouldLastTheLeastAndAPartForEachThing() {
        rest.begin(NOW_MS, 1_000);

        assertThat(rest.isOver(NOW_MS + 99)).isFalse();
        assertThat(rest.isOver(NOW_MS + 100)).isTrue();
    }

    @Test
    void shouldLastTheLongerOfTwoThatBeginTogether() {
        rest.begin(NOW_MS, 1_000);
        rest.begin(NOW_MS, 0);

        assertThat(rest.isOver(NOW_MS + 99)).isFalse();
        assertThat(rest.isOver(NOW_MS + 100)).isTrue();
    }

    @Test
    void shouldTellHowMuchOfItIsLeft() {
        rest.begin(NOW_MS, 0);

        assertThat(rest.left(NOW_MS + 20)).isEqualTo(Duration.ofMillis(30));
        assertThat(rest.left(NOW_MS + 60)).isEqualTo(Duration.ZERO);
    }

    @Test
    void shouldEndWhenTheClockIsSetBack() {
        rest.begin(NOW_MS, 0);

        assertThat(rest.isOver(NOW_MS - 1)).isTrue();
    }

    @Test
    void shouldBeginAnewAfterTheClockWasSetBack() {
        rest.begin(NOW_MS, 0);
        rest.begin(NOW_MS - 1_000, 0);

        assertThat(rest.isOver(NOW_MS - 951)).isFalse();
        assertThat(rest.isOver(NOW_MS - 950)).isTrue();
    }
}
