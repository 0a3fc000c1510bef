package dev.tidemark.benchmarks.protocols;

import dev.tidemark.benchmarks.report.Figure;
import dev.tidemark.benchmarks.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the rows say: the median of the rounds, and their range. */
final class Times {

    private static final double MILLIS = 1_000;

    private final List<Row> rows;

    Times(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /** Seconds, a line for each moment and a column for each protocol. */
    String table() {
        List<Protocol> protocols =
                Stream.of(Protocol.values())
                        .filter(p -> Stream.of(Moment.values()).anyMatch(m -> !of(p, m).isEmpty()))
                        .toList();
        List<String> head = new ArrayList<>(List.of("seconds after"));
        protocols.forEach(protocol -> head.add(protocol.label()));
        TextTable table = new TextTable(1, head.toArray(String[]::new));
        for (Moment moment : Moment.values()) {
            List<String> cells = new ArrayList<>(List.of(moment.label()));
            protocols.forEach(protocol -> cells.add(cell(of(protocol, moment))));
            table.add(cells.toArray(String[]::new));
        }
        return table.toString();
    }

    /** The medians. */
    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            for (Moment moment : Moment.values()) {
                List<Long> millis = of(protocol, moment);
                if (!millis.isEmpty()) {
                    figures.add(
                            Figure.told(
                                    "%s: %s, ms".formatted(protocol.label(), moment.label()),
                                    median(millis)));
                }
            }
        }
        return figures;
    }

    private List<Long> of(Protocol protocol, Moment moment) {
        return rows.stream()
                .filter(row -> row.is(protocol, moment))
                .map(Row::millis)
                .sorted()
                .toList();
    }

    private static String cell(List<Long> sorted) {
        if (sorted.isEmpty()) {
            return "-";
        }
        String middle = "%.1f".formatted(median(sorted) / MILLIS);
        return sorted.size() == 1
                ? middle
                : "%s (%.1f to %.1f)"
                        .formatted(middle, sorted.getFirst() / MILLIS, sorted.getLast() / MILLIS);
    }

    private static double median(List<Long> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
    }
}
