package dev.tidemark.standalone.exactness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.WindowSpec;
import dev.tidemark.contract.Windows;
import dev.tidemark.contract.query.Details;
import dev.tidemark.contract.query.Extras;
import dev.tidemark.contract.query.Owner;
import dev.tidemark.contract.query.QueryCodec;
import dev.tidemark.contract.query.QueryPaths;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.contract.query.ViewQuery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the aggregators answer, read as a dashboard gateway reads: from the owner of each tenant.
 */
final class Answers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** That the figures are right must not be a moment between two wrong ones. */
    private static final Duration LASTING = Duration.ofSeconds(2);

    private static final int OK = 200;
    private static final int SHOWN = 20;

    private final String seed;
    private final HttpClient http = HttpClient.newHttpClient();

    /** Answers of all aggregators that this one knows. */
    Answers(AggregatorProcess seed) {
        this.seed = seed.address();
    }

    /**
     * Waits until every counter and every window of every size is exactly that of the events, with
     * none more and none less, and stays so. Fails at once when one counts too much: that does not
     * pass.
     */
    void awaitExactly(KnownEvents events) {
        Map<Figure, Rollup> expected = events.figures();
        await().alias("exactly " + events)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .during(LASTING)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> compare(events, expected, read(events.tenants())));
        await().alias("exactly the parts of " + events)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(
                        () ->
                                assertThat(readParts(events.tenants()))
                                        .isEqualTo(withoutLast(events.parts())));
    }

    /** The addresses of the aggregators that answer for these tenants. */
    Set<String> owners(List<String> tenants) throws IOException, InterruptedException {
        Set<String> owners = new HashSet<>();
        for (String tenant : tenants) {
            owners.add(ownerOf(tenant));
        }
        return owners;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Map<Figure, Rollup> read(List<String> tenants)
            throws IOException, InterruptedException {
        Map<Figure, Rollup> found = new HashMap<>();
        for (String tenant : tenants) {
            String owner = ownerOf(tenant);
            for (WindowSpec spec : Windows.DEFAULT.specs()) {
                ViewQuery all =
                        new ViewQuery(tenant, spec.size(), 0, System.currentTimeMillis(), Set.of());
                ViewAnswer answer = get(owner, all.toRequestTarget(), ViewAnswer.class);
                answer.counters()
                        .forEach(
                                (type, rollup) ->
                                        found.put(
                                                Figure.counter(new SeriesKey(tenant, type)),
                                                rollup));
                for (ViewAnswer.WindowRollup window : answer.windows()) {
                    SeriesKey series = new SeriesKey(tenant, window.type());
                    found.put(
                            Figure.window(series, spec.size(), window.startMs()), window.rollup());
                }
            }
        }
        return found;
    }

    /** Of the windows of one hour, which together hold every event. */
    private Map<SeriesKey, Rollup> readParts(List<String> tenants)
            throws IOException, InterruptedException {
        Map<SeriesKey, Rollup> found = new HashMap<>();
        Extras byPage =
                new Extras(
                        false,
                        false,
                        Optional.of(new Extras.By(KnownEvents.DIMENSION, 100, Extras.Order.COUNT)));
        for (String tenant : tenants) {
            ViewQuery query =
                    new ViewQuery(
                            tenant,
                            WindowSize.ONE_HOUR,
                            0,
                            System.currentTimeMillis(),
                            Set.of(KnownEvents.BROKEN_DOWN),
                            byPage);
            ViewAnswer answer = get(ownerOf(tenant), query.toRequestTarget(), ViewAnswer.class);
            for (Details.Breakdown breakdown :
                    Objects.requireNonNull(answer.details()).breakdowns()) {
                for (Details.Part part : breakdown.parts()) {
                    found.put(
                            new SeriesKey(tenant, breakdown.type())
                                    .part(breakdown.dimension(), part.value()),
                            new Rollup(
                                    part.count(),
                                    part.sum(),
                                    Objects.requireNonNull(part.min()),
                                    Objects.requireNonNull(part.max()),
                                    0,
                                    0));
                }
                assertThat(breakdown.other().count()).isZero();
            }
        }
        return found;
    }

    /** A part is told without its newest event. */
    private static Map<SeriesKey, Rollup> withoutLast(Map<SeriesKey, Rollup> parts) {
        Map<SeriesKey, Rollup> all = new HashMap<>();
        parts.forEach(
                (series, part) ->
                        all.put(
                                series,
                                new Rollup(
                                        part.count(), part.sum(), part.min(), part.max(), 0, 0)));
        return all;
    }

    private String ownerOf(String tenant) throws IOException, InterruptedException {
        return get(seed, QueryPaths.OWNER + "?tenant=" + tenant, Owner.class).active();
    }

    private <T> T get(String address, String target, Class<T> type)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address + target))
                        .timeout(Duration.ofSeconds(10))
                        .build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != OK) {
            throw new IOException(target + " answered " + response.statusCode());
        }
        return QueryCodec.decode(response.body(), type);
    }

    private static void compare(
            KnownEvents events, Map<Figure, Rollup> expected, Map<Figure, Rollup> found) {
        Map<String, String> wrong = new TreeMap<>();
        Map<String, String> tooMuch = new TreeMap<>();
        Set<Figure> all = new HashSet<>(expected.keySet());
        all.addAll(found.keySet());
        for (Figure figure : all) {
            Rollup wanted = expected.getOrDefault(figure, Rollup.EMPTY);
            Rollup was = found.getOrDefault(figure, Rollup.EMPTY);
            if (!wanted.equals(was)) {
                (was.count() > wanted.count() ? tooMuch : wrong)
                        .put(figure.toString(), "expected " + wanted + ", found " + was);
            }
        }
        if (!tooMuch.isEmpty()) {
            throw new IllegalStateException(report(events, "counted too much", tooMuch));
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(report(events, "wrong", wrong));
        }
    }

    private static String report(KnownEvents events, String what, Map<String, String> figures) {
        return "%s: %d figures are %s%n%s"
                .formatted(events, figures.size(), what, firstLines(figures));
    }

    private static String firstLines(Map<String, String> wrong) {
        StringBuilder lines = new StringBuilder();
        wrong.entrySet().stream()
                .limit(SHOWN)
                .forEach(e -> lines.append("%s: %s%n".formatted(e.getKey(), e.getValue())));
        return lines.toString();
    }
}
