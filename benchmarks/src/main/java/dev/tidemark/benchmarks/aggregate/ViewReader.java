package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.contract.query.QueryCodec;
import dev.tidemark.contract.query.QueryFailure;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.contract.query.ViewQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Asks one query server, over HTTP. */
final class ViewReader {

    private static final int OK = 200;

    private final String address;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ViewReader(String address) {
        this.address = address;
    }

    /** The answer; empty while the aggregator is not ready. */
    Optional<ViewAnswer> view(ViewQuery query) {
        URI uri = URI.create("http://" + address + query.toRequestTarget());
        try {
            HttpResponse<byte[]> response =
                    http.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == QueryFailure.NOT_READY.status()) {
                return Optional.empty();
            }
            if (response.statusCode() != OK) {
                throw new IllegalStateException(uri + " answers " + response.statusCode());
            }
            return Optional.of(QueryCodec.decode(response.body(), ViewAnswer.class));
        } catch (IOException e) {
            throw new UncheckedIOException(uri + " cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
