package dev.tidemark.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** A table in columns as wide as their widest cell: the first ones to the left, all else right. */
public final class TextTable {

    private static final String GAP = "  ";

    private final int leftColumns;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A table with this head.
     *
     * @param leftColumns how many columns hold words
     */
    public TextTable(int leftColumns, String... head) {
        this.leftColumns = leftColumns;
        rows.add(List.of(head));
    }

    /** Adds a row of as many cells as the head has. */
    public void add(String... cells) {
        rows.add(List.of(cells));
    }

    /** The table, a line for each row. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(column == 0 ? "" : GAP).append(cell(row, column));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private String cell(List<String> row, int column) {
        String padding = " ".repeat(width(column) - row.get(column).length());
        return column < leftColumns ? row.get(column) + padding : padding + row.get(column);
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
