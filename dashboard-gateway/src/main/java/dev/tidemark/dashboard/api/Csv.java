package dev.tidemark.dashboard.api;

/** Fields of a CSV file (RFC 4180) that a spreadsheet takes for what they are. */
final class Csv {

    /** Ends a line. */
    static final String END = "\r\n";

    /** A spreadsheet computes what begins so; it is the list of OWASP. */
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private static final long MAX_EXACT = 1L << 53;

    private Csv() {}

    /** A text. What would be a formula begins with an apostrophe. */
    static String text(String text) {
        String safe =
                !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    /** A number, which is no formula whatever its sign; empty if it is none. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return value == Math.rint(value) && Math.abs(value) < MAX_EXACT
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
