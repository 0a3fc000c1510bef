package dev.tidemark.standalone;

import dev.tidemark.contract.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until the product answers as its users will ask it. */
final class Readiness {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);

    private final URI url;
    private final Secret key;

    /** Asks there, with this key. */
    Readiness(URI url, Secret key) {
        this.url = url;
        this.key = key;
    }

    /**
     * Whether all health checks pass and a first view has been read; false if it was given up.
     *
     * @param givenUp asked again and again; true ends the waiting
     * @throws StartFailedException if it takes longer than five minutes, or never will be
     */
    boolean await(BooleanSupplier givenUp) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!answers(http, "/observe/health/ready")
                    || !answers(http, "/dashboard/snapshot")) {
                if (givenUp.getAsBoolean()) {
                    return false;
                }
                if (!answers(http, "/observe/health/live")) {
                    throw new StartFailedException(
                            "the aggregator gave up; its log says why", null);
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new StartFailedException("not ready after " + LIMIT, null);
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
            return true;
        }
    }

    private boolean answers(HttpClient http, String path) {
        HttpRequest request =
                HttpRequest.newBuilder(url.resolve(path))
                        .header("Authorization", "Bearer " + key.value())
                        .timeout(REQUEST_LIMIT)
                        .build();
        try {
            HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
            return response.statusCode() / 100 == 2;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailedException("interrupted while starting", e);
        }
    }
}
