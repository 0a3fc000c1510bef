package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.http.Problem.FieldError;
import dev.tidemark.contract.query.Extras;
import dev.tidemark.contract.query.Extras.By;
import dev.tidemark.contract.query.Extras.Order;
import dev.tidemark.contract.query.QueryPaths;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the parameters {@code include}, {@code breakdown}, {@code top} and {@code order} ask for.
 *
 * @param extras of the stores
 * @param rates of this gateway
 */
record ExtrasParameters(Extras extras, boolean rates) {

    private static final String PERCENTILES = "percentiles";
    private static final String USERS = "users";
    private static final String RATES = "rates";
    private static final String INCOMPLETE = "incomplete";
    private static final List<String> WORDS = List.of(PERCENTILES, USERS, RATES, INCOMPLETE);

    /** Those that can be told of each window alone; rates are left to who reads it. */
    private static final List<String> WORDS_OF_HISTORY = List.of(PERCENTILES, USERS);

    /** The longest name that a field of the metadata has. */
    private static final int MAX_DIMENSION = 256;

    /** More than all types of a dashboard have together. */
    private static final int MAX_DIMENSIONS = 20;

    /** As many rows as a table of a dashboard shows without being scrolled. */
    private static final int DEFAULT_TOP = 10;

    private static final int MAX_TOP = 1_000;

    /**
     * Reads and checks them.
     *
     * @param errors takes every rule that was broken; what is returned then means nothing
     */
    static ExtrasParameters parse(Parameters parameters, List<FieldError> errors) {
        Set<String> included = included(parameters, WORDS, errors);
        Extras extras =
                new Extras(
                        included.contains(PERCENTILES),
                        included.contains(USERS),
                        included.contains(INCOMPLETE),
                        breakdown(parameters, errors));
        return new ExtrasParameters(extras, included.contains(RATES));
    }

    /** Reads and checks those that what is read page by page has. */
    static ExtrasParameters parseHistory(Parameters parameters, List<FieldError> errors) {
        Set<String> included = included(parameters, WORDS_OF_HISTORY, errors);
        Extras extras =
                new Extras(
                        included.contains(PERCENTILES), included.contains(USERS), Optional.empty());
        return new ExtrasParameters(extras, false);
    }

    private static Set<String> included(
            Parameters parameters, List<String> known, List<FieldError> errors) {
        String written = parameters.first("include").orElse("");
        Set<String> words =
                Arrays.stream(written.split(",", -1))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
        if (!known.containsAll(words)) {
            errors.add(
                    new FieldError("include", "each must be one of " + String.join(", ", known)));
        }
        return words;
    }

    private static Optional<By> breakdown(Parameters parameters, List<FieldError> errors) {
        List<String> dimensions = parameters.all("breakdown").stream().distinct().sorted().toList();
        String top = parameters.first("top").orElse("");
        String order = parameters.first("order").orElse("");
        if (dimensions.isEmpty()) {
            requireUnused("top", top, errors);
            requireUnused("order", order, errors);
            return Optional.empty();
        }
        if (dimensions.size() > MAX_DIMENSIONS) {
            errors.add(
                    new FieldError(
                            "breakdown", "must stand at most %d times".formatted(MAX_DIMENSIONS)));
        }
        dimensions.forEach(dimension -> requireDimension(dimension, errors));
        return Optional.of(
                new By(
                        dimensions.contains(QueryPaths.ALL_DIMENSIONS) ? List.of() : dimensions,
                        top(top, errors),
                        order(order, errors)));
    }

    private static void requireUnused(String name, String written, List<FieldError> errors) {
        if (!written.isEmpty()) {
            errors.add(new FieldError(name, "must stand beside a breakdown"));
        }
    }

    private static void requireDimension(String dimension, List<FieldError> errors) {
        int length = dimension.codePointCount(0, dimension.length());
        if (length < 1
                || length > MAX_DIMENSION
                || dimension.chars().anyMatch(Character::isISOControl)) {
            errors.add(
                    new FieldError(
                            "breakdown",
                            "must have 1 to %d characters, none of them a control character"
                                    .formatted(MAX_DIMENSION)));
        }
    }

    private static int top(String written, List<FieldError> errors) {
        try {
            int top = written.isEmpty() ? DEFAULT_TOP : Integer.parseInt(written);
            if (top >= 1 && top <= MAX_TOP) {
                return top;
            }
        } catch (NumberFormatException e) {
            // No number at all: the same rule.
        }
        errors.add(new FieldError("top", "must be a whole number from 1 to " + MAX_TOP));
        return DEFAULT_TOP;
    }

    private static Order order(String written, List<FieldError> errors) {
        if (written.isEmpty()) {
            return Order.COUNT;
        }
        for (Order order : Order.values()) {
            if (wordOf(order).equals(written)) {
                return order;
            }
        }
        String words =
                Arrays.stream(Order.values())
                        .map(ExtrasParameters::wordOf)
                        .collect(Collectors.joining(", "));
        errors.add(new FieldError("order", "must be one of " + words));
        return Order.COUNT;
    }

    private static String wordOf(Order order) {
        return order.name().toLowerCase(Locale.ROOT);
    }
}
