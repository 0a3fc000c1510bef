package dev.tidemark.benchmarks.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FileLimitTest {

    private final List<String> told = new ArrayList<>();

    @Test
    void shouldSayWhatTheLimitDoesNotAllowAndTakeWhatItDoes() {
        assertThat(FileLimit.allowed(List.of(100, 1_000, 10_000), 1_024, told::add))
                .containsExactly(100, 724);
        assertThat(told)
                .containsExactly(
                        "1,000 connections need 1,300 open files; ulimit -n allows 1,024: 724 are measured instead",
                        "10,000 connections need 10,300 open files; ulimit -n allows 1,024: 724 are measured instead");
    }

    @Test
    void shouldTakeAllThatIsAllowed() {
        assertThat(FileLimit.allowed(List.of(100, 10_000), 20_000, told::add))
                .containsExactly(100, 10_000);
        assertThat(told).isEmpty();
    }
}
