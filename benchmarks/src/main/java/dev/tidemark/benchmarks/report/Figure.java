package dev.tidemark.benchmarks.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * One number that a benchmark is about.
 *
 * @param name what it is, in words
 * @param value the number, without a unit unless the name says one
 * @param bound what it has to keep to, if anything
 */
public record Figure(String name, double value, Optional<Bound> bound) {

    private static final int DECIMALS = 4;

    /** A figure that is only told. */
    public static Figure told(String name, double value) {
        return new Figure(name, value, Optional.empty());
    }

    /** A figure that has to keep to a bound. */
    public static Figure bounded(String name, double value, Bound bound) {
        return new Figure(name, value, Optional.of(bound));
    }

    /** One line that says by what it falls short; nothing if it does not. */
    public Optional<String> shortfall() {
        return bound.filter(wanted -> !wanted.admits(value))
                .map(wanted -> "%s: %s, wanted %s".formatted(name, text(value), wanted));
    }

    /** Name, value, and how it stands to its bound. */
    String line() {
        String mark =
                bound.map(
                                wanted ->
                                        "   wanted %s: %s"
                                                .formatted(
                                                        wanted,
                                                        wanted.admits(value)
                                                                ? "pass"
                                                                : "FALLS SHORT"))
                        .orElse("");
        return "%-62s %8s%s".formatted(name, text(value), mark);
    }

    /** At most four decimals, so that hardly any failing value looks like its limit. */
    static String text(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value)
                        .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString()
                : Double.toString(value);
    }
}
