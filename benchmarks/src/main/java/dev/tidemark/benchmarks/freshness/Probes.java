package dev.tidemark.benchmarks.freshness;

import dev.tidemark.benchmarks.process.ChildFailedException;
import dev.tidemark.contract.Names;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends single events of a type of their own, one after the other, and sees in a stream when they
 * are counted. One thread sends; another, which is its own, reads the stream until {@link #close}.
 */
final class Probes implements AutoCloseable {

    /** The tenant of probes and load. */
    static final String TENANT = "bench";

    private static final String TYPE = "probe";
    private static final Pattern COUNT = Pattern.compile("\"" + TYPE + "\":\\{\"count\":([0-9]+)");
    private static final Pattern FRESHNESS =
            Pattern.compile("\"toStoreMs\":([0-9]+),\"inStoreMs\":([0-9]+)");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BETWEEN = Duration.ofMillis(5);
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest post;
    private final InputStream stream;
    private final Thread reader;
    private final List<Long> acceptedAt = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();
    private volatile int counted;
    private volatile boolean closed;
    private volatile String failure = "";

    /**
     * When a probe was counted, and what the update that did so says of the newest event.
     *
     * @param atNanos of receipt
     * @param toStoreMs from its acceptance until it could be read, in milliseconds
     * @param inStoreMs from then until it was read
     */
    private record Seen(long atNanos, long toStoreMs, long inStoreMs) {}

    /**
     * Opens the stream.
     *
     * @param url of the product
     * @param interval between two updates
     */
    Probes(String url, Duration interval) {
        this.post =
                HttpRequest.newBuilder(URI.create(url + "/metrics/track"))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header(Names.TENANT_HEADER, TENANT)
                        .POST(BodyPublishers.ofString("{\"type\":\"" + TYPE + "\",\"value\":1}"))
                        .build();
        HttpRequest watch =
                HttpRequest.newBuilder(
                                URI.create(
                                        "%s/dashboard/stream?tenant=%s&types=%s&interval=%dms"
                                                .formatted(url, TENANT, TYPE, interval.toMillis())))
                        .timeout(PATIENCE)
                        .build();
        this.stream = send(watch, BodyHandlers.ofInputStream()).body();
        this.reader = Thread.ofPlatform().daemon().name("probes").start(this::read);
    }

    /** Sends one; returns when it is accepted. */
    void send() {
        int status = send(post, BodyHandlers.discarding()).statusCode();
        long now = System.nanoTime();
        if (status != OK) {
            throw new ChildFailedException("a probe was answered with " + status, null);
        }
        acceptedAt.add(now);
    }

    /** How many were accepted so far. */
    int sent() {
        return acceptedAt.size();
    }

    /**
     * Waits until all are counted, for a bounded time.
     *
     * @return how many are
     */
    int awaitSeen() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (counted < sent() && System.nanoTime() - deadline < 0) {
            if (!failure.isEmpty()) {
                throw new ChildFailedException("the stream ended: " + failure, null);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        return counted;
    }

    /**
     * From its acceptance until it was counted; not less than nothing, because the stream may be
     * faster than the answer.
     *
     * @param probe that is counted, from 0 on
     */
    Duration delay(int probe) {
        return Duration.ofNanos(Math.max(0, seen(probe).atNanos() - acceptedAt.get(probe)));
    }

    /** Of the newest event in the update that counted it: from acceptance until readable. */
    long toStoreMs(int probe) {
        return seen(probe).toStoreMs();
    }

    /** The same: from then until it was read. */
    long inStoreMs(int probe) {
        return seen(probe).inStoreMs();
    }

    private Seen seen(int probe) {
        synchronized (seen) {
            return seen.get(probe);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            stream.close();
            reader.join();
            http.close();
        } catch (IOException e) {
            throw new ChildFailedException("a stream cannot be closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new ChildFailedException("Tidemark does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChildFailedException("interrupted", e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                take(line, System.nanoTime());
                line = lines.readLine();
            }
            failure = "by the gateway";
        } catch (IOException e) {
            failure = closed ? "closed" : e.toString();
        }
    }

    private void take(String line, long atNanos) {
        Matcher count = COUNT.matcher(line);
        Matcher age = FRESHNESS.matcher(line);
        if (count.find() && age.find()) {
            int now = Integer.parseInt(count.group(1));
            Seen by = new Seen(atNanos, Long.parseLong(age.group(1)), Long.parseLong(age.group(2)));
            synchronized (seen) {
                while (seen.size() < now) {
                    seen.add(by);
                }
            }
            counted = now;
        }
    }
}
