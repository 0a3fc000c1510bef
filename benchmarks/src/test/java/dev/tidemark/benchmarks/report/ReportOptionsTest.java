package dev.tidemark.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class ReportOptionsTest {

    private static final Figure GOOD = Figure.bounded("good", 1.6, Bound.atMost(1.6));
    private static final Figure SLOW = Figure.bounded("slow", 1.6004, Bound.atMost(1.6));
    private static final Figure FEW = Figure.bounded("few", 11, Bound.atLeast(12));
    private static final Figure BROKEN = Figure.bounded("broken", Double.NaN, Bound.atMost(1));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Command
    private static final class Given {
        @Mixin private final ReportOptions options = new ReportOptions();
    }

    private record Row(String contestant, double cpuMicros) {}

    @Test
    void shouldExitWithOneAndALineForEachFigureThatFallsShort() throws IOException {
        int code = deliver(report(GOOD, SLOW, FEW, BROKEN), "--check");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "falls short: slow: 1.6004, wanted <= 1.6",
                        "falls short: few: 11, wanted >= 12",
                        "falls short: broken: NaN, wanted <= 1");
    }

    @Test
    void shouldExitWithZeroWhenAllFiguresHold() throws IOException {
        int code = deliver(report(GOOD, Figure.told("told", 99)), "--check");

        assertThat(code).isZero();
        assertThat(err.size()).isZero();
    }

    @Test
    void shouldOnlyTellWhatFallsShortWhenNoCheckIsWanted() throws IOException {
        int code = deliver(report(SLOW));

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("slow", "FALLS SHORT");
    }

    @Test
    void shouldWriteAllFiguresWithMachineDateAndCommit(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.json");

        deliver(report(GOOD, SLOW), "--json", file.toString());
        JsonNode json = JsonMapper.builder().build().readTree(Files.readAllBytes(file));

        assertThat(json.at("/bench").asText()).isEqualTo("sample");
        assertThat(json.at("/date").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(json.at("/commit").asText()).isNotEmpty();
        assertThat(json.at("/machine/cores").asInt()).isPositive();
        assertThat(json.at("/machine/memoryBytes").asLong()).isPositive();
        assertThat(json.at("/settings/events").asInt()).isEqualTo(5);
        assertThat(json.at("/measurements/0/cpuMicros").asDouble()).isEqualTo(2.5);
        assertThat(json.at("/figures/0/holds").asBoolean()).isTrue();
        assertThat(json.at("/figures/1/wanted").asText()).isEqualTo("<= 1.6");
        assertThat(json.at("/figures/1/holds").asBoolean()).isFalse();
    }

    private int deliver(BenchReport report, String... args) throws IOException {
        Given given = new Given();
        new CommandLine(given).parseArgs(args);
        return given.options.deliver(
                report,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static BenchReport report(Figure... figures) {
        return BenchReport.here(
                "sample",
                Instant.parse("2026-01-02T03:04:05Z"),
                Map.of("events", 5),
                List.of(new Row("ours", 2.5)),
                List.of(figures));
    }
}
