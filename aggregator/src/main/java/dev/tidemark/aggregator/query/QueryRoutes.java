package dev.tidemark.aggregator.query;

import dev.tidemark.contract.Names;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.auth.Grant;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ServiceServer;
import dev.tidemark.contract.query.Extras;
import dev.tidemark.contract.query.QueryCodec;
import dev.tidemark.contract.query.QueryFailure;
import dev.tidemark.contract.query.QueryPaths;
import dev.tidemark.contract.query.ViewQuery;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The query server: one route for each path of {@link QueryPaths}. Stateless. */
public final class QueryRoutes {

    /** A partition usually moves in well under this time. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final StoreReader reader;

    /** Routes that answer from this reader. */
    public QueryRoutes(StoreReader reader) {
        this.reader = reader;
    }

    /** Adds the routes. */
    public void mount(HttpRouting.Builder routing) {
        routing.get(QueryPaths.OWNER, answer(request -> reader.owner(tenantOf(request))))
                .get(QueryPaths.DROPS, answer(request -> reader.drops(tenantOrNone(request))))
                .get(QueryPaths.VIEW, answer(request -> reader.view(viewOf(request))))
                .get(QueryPaths.VIEW_OF_PARTS, answer(request -> reader.view(viewOf(request))));
    }

    private static Handler answer(Function<ServerRequest, Object> answer) {
        return (request, response) -> {
            try {
                byte[] body = QueryCodec.encode(answer.apply(request));
                response.header(HeaderNames.CONTENT_TYPE, "application/json").send(body);
            } catch (QueryFailedException e) {
                ServiceServer.send(request, response, toProblem(e));
            }
        };
    }

    private static Problem toProblem(QueryFailedException e) {
        QueryFailure failure = e.failure();
        Problem problem =
                Problem.of(failure.status(), failure.code(), String.valueOf(e.getMessage()));
        return failure == QueryFailure.NOT_READY
                ? Problem.unavailable(failure.code(), problem.detail(), RETRY_AFTER)
                : problem;
    }

    private static ViewQuery viewOf(ServerRequest request) {
        try {
            String types = request.query().first("types").orElse("");
            return new ViewQuery(
                    tenantOf(request),
                    WindowSize.parse(required(request, "window")),
                    Long.parseLong(required(request, "from")),
                    Long.parseLong(required(request, "to")),
                    types.isEmpty() ? Set.of() : Set.of(types.split(",")),
                    extrasOf(request),
                    partOf(request));
        } catch (IllegalArgumentException e) {
            throw badQuery(String.valueOf(e.getMessage()));
        }
    }

    private static Extras extrasOf(ServerRequest request) {
        return new Extras(
                request.query().contains("percentiles"),
                request.query().contains("users"),
                request.query().contains("incomplete"),
                breakdownOf(request));
    }

    private static Optional<Extras.By> breakdownOf(ServerRequest request) {
        List<String> dimensions = request.query().all("breakdown", List::of);
        if (dimensions.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Extras.By(
                        dimensions.contains(QueryPaths.ALL_DIMENSIONS) ? List.of() : dimensions,
                        Integer.parseInt(required(request, "top")),
                        Extras.Order.valueOf(required(request, "order"))));
    }

    private static Optional<SeriesKey.Part> partOf(ServerRequest request) {
        return request.query()
                .first("dimension")
                .asOptional()
                .map(dimension -> new SeriesKey.Part(dimension, required(request, "value")));
    }

    private static String tenantOrNone(ServerRequest request) {
        if (request.query().contains("tenant")) {
            return tenantOf(request);
        }
        Grant.of(request).requireAll();
        return Names.NO_TENANT;
    }

    private static String tenantOf(ServerRequest request) {
        String tenant = required(request, "tenant");
        if (!Names.isTenant(tenant)) {
            throw badQuery("tenant " + Names.TENANT_RULE);
        }
        return tenant;
    }

    private static String required(ServerRequest request, String name) {
        return request.query().first(name).orElseThrow(() -> badQuery(name + " is missing"));
    }

    private static QueryFailedException badQuery(String detail) {
        return new QueryFailedException(QueryFailure.BAD_QUERY, detail);
    }
}
