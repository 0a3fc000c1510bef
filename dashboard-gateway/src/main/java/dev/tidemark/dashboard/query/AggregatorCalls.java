package dev.tidemark.dashboard.query;

import dev.tidemark.contract.config.Secret;
import dev.tidemark.contract.query.QueryCodec;
import dev.tidemark.contract.query.QueryFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One HTTP call to one aggregator, bounded in time. Thread-safe. */
final class AggregatorCalls implements AutoCloseable {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Secret key;

    /** Shows this key, if there is one. */
    AggregatorCalls(Secret key) {
        this.key = key;
    }

    /** The two fields of a problem that decide what to do. */
    private record ToldProblem(String code, String detail) {}

    <T> Reply<T> get(String address, String target, Class<T> type, Deadline deadline) {
        HttpRequest request;
        try {
            request = request(URI.create("http://" + address + target));
        } catch (IllegalArgumentException e) {
            return new Reply.Lost<>(address + " is not an address: " + e.getMessage());
        }
        return await(address, send(request), type, deadline);
    }

    private HttpRequest request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return key.isSet()
                ? request.header("Authorization", "Bearer " + key.value()).build()
                : request.build();
    }

    /** Asynchronous, because a request's own timeout ends with its headers, not with its body. */
    private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static <T> Reply<T> await(
            String address,
            CompletableFuture<HttpResponse<byte[]>> call,
            Class<T> type,
            Deadline deadline) {
        try {
            HttpResponse<byte[]> response =
                    call.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
            return read(address, response, type);
        } catch (TimeoutException e) {
            call.cancel(true);
            return new Reply.Lost<>(address + " did not answer within the deadline");
        } catch (ExecutionException e) {
            return new Reply.Lost<>(address + " failed: " + e.getCause());
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            return new Reply.Lost<>("interrupted while waiting for " + address);
        }
    }

    private static <T> Reply<T> read(String address, HttpResponse<byte[]> response, Class<T> type) {
        try {
            if (response.statusCode() == OK) {
                return new Reply.Got<>(QueryCodec.decode(response.body(), type));
            }
            return readProblem(address, response);
        } catch (IOException e) {
            return new Reply.Lost<>(
                    "%s answered %d with a body that is not of the protocol: %s"
                            .formatted(address, response.statusCode(), e.getMessage()));
        }
    }

    private static <T> Reply<T> readProblem(String address, HttpResponse<byte[]> response)
            throws IOException {
        if (response.statusCode() == NOT_FOUND) {
            return new Reply.Lost<>(
                    "%s does not know %s: it is older than this gateway; upgrade the aggregators"
                            .formatted(address, response.uri().getPath()));
        }
        ToldProblem problem = QueryCodec.decode(response.body(), ToldProblem.class);
        Optional<QueryFailure> failure = QueryFailure.ofCode(problem.code());
        return failure.<Reply<T>>map(known -> new Reply.Refused<>(known, problem.detail()))
                .orElseGet(
                        () ->
                                new Reply.Lost<>(
                                        "%s answered %d %s"
                                                .formatted(
                                                        address,
                                                        response.statusCode(),
                                                        problem.code())));
    }

    /** Ends calls that are under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
