package dev.tidemark.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one run of a benchmark found out.
 *
 * @param bench its name
 * @param date when it began
 * @param commit of the sources
 * @param machine where it ran
 * @param settings what it was asked for, by name
 * @param measurements its rows: records, written as they are
 * @param figures what follows from them
 */
public record BenchReport(
        String bench,
        Instant date,
        String commit,
        Machine machine,
        Map<String, Object> settings,
        List<? extends Record> measurements,
        List<Figure> figures) {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** A report of this program on this machine. */
    public static BenchReport here(
            String bench,
            Instant date,
            Map<String, Object> settings,
            List<? extends Record> measurements,
            List<Figure> figures) {
        return new BenchReport(
                bench, date, SourceCommit.find(), Machine.here(), settings, measurements, figures);
    }

    /** One line for each figure that falls short. */
    public List<String> shortfalls() {
        return figures.stream().map(Figure::shortfall).flatMap(Optional::stream).toList();
    }

    /** Where and when, then each figure with how it stands to its bound. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("%s%n%s, commit %s%n%n".formatted(machine, date, commit));
        figures.forEach(figure -> text.append(figure.line()).append(System.lineSeparator()));
        return text.toString();
    }

    /** The whole report as one JSON object. */
    public String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bench", bench);
        json.put("date", date.toString());
        json.put("commit", commit);
        json.put("machine", machine);
        json.put("settings", settings);
        json.put("measurements", measurements);
        json.put("figures", figures.stream().map(BenchReport::toJson).toList());
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report that is not JSON: " + this, e);
        }
    }

    private static Map<String, Object> toJson(Figure figure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", figure.name());
        json.put("value", figure.value());
        figure.bound()
                .ifPresent(
                        bound -> {
                            json.put("wanted", bound.toString());
                            json.put("holds", bound.admits(figure.value()));
                        });
        return json;
    }
}
