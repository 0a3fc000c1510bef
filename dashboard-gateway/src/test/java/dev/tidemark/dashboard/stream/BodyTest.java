package dev.tidemark.dashboard.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.dashboard.Answers;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class BodyTest {

    private static final View VIEW = Views.ACME;

    private static Body body(ViewAnswer answer, long timestampMs) {
        return new Body(VIEW, answer, 1, timestampMs, false, OptionalLong.of(0));
    }

    @Test
    void shouldTellNothingNewWhenOnlyTimeGoesBy() {
        Body body = body(Answers.detailedPageViews(3), 70_000);

        assertThat(body.tellsTheSameAs(body(Answers.detailedPageViews(3), 71_000))).isTrue();
    }

    @Test
    void shouldTellOtherDetails() {
        Body body = body(Answers.pageViews(3), 70_000);
        Body detailed = body(Answers.detailedPageViews(3), 70_000);

        assertThat(detailed.tellsTheSameAs(body)).isFalse();
        assertThat(body.tellsTheSameAs(detailed)).isFalse();
    }

    @Test
    void shouldTellThatAWindowIsOver() {
        Body before = body(Answers.pageViews(3), 119_000);

        assertThat(body(Answers.pageViews(3), 120_000).tellsTheSameAs(before)).isFalse();
    }

    @Test
    void shouldTellNothingNewWhileAnOldAnswerGetsOlder() {
        Body told = new Body(VIEW, Answers.pageViews(3), 1, 119_000, true, OptionalLong.of(1_000));
        Body later = new Body(VIEW, Answers.pageViews(3), 1, 121_000, true, OptionalLong.of(3_000));

        assertThat(later.tellsTheSameAs(told)).isTrue();
    }
}
