package dev.tidemark.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class KeptEventsTest {

    @Test
    void shouldLeaveOutWhatWasRefused() {
        assertThat(kept("{\"accepted\":3,\"errors\":[{\"index\":1},{\"index\":4}]}"))
                .containsExactly(0, 2, 3);
    }

    @Test
    void shouldLeaveOutWhatWasNotLookedAt() {
        assertThat(
                        kept(
                                "{\"status\":503,\"accepted\":2,\"errors\":[{\"index\":2}],"
                                        + "\"stopped\":{\"index\":3,\"code\":\"overloaded\"}}"))
                .containsExactly(0, 1);
    }

    @Test
    void shouldRefuseWhatIsNoJson() {
        assertThatThrownBy(() -> kept("{\"accepted\":3,\"err"))
                .isInstanceOf(IllegalStateException.class);
    }

    private static int[] kept(String body) {
        return KeptEvents.of(body, 5).stream().toArray();
    }
}
