package dev.tidemark.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.benchmarks.measure.Footprint;
import dev.tidemark.benchmarks.measure.Usage;
import dev.tidemark.benchmarks.process.ChildFailedException;
import dev.tidemark.benchmarks.process.ChildProcess;
import dev.tidemark.benchmarks.process.Message;
import dev.tidemark.benchmarks.process.ScratchFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoublePredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of streams in a process of its own. For one thread. */
final class StreamServer implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    /** The last line of what a server says when it serves ends with its port. */
    private static final Pattern PORT = Pattern.compile("(?:.*:)?([0-9]+)");

    private static final Pattern CONNECTIONS = metric("tidemark_dashboard_connections");
    private static final Pattern COALESCED = metric("tidemark_dashboard_updates_coalesced_total");

    /** Until what a connection does not read fills all that lies between. */
    private static final Duration STALL = Duration.ofMinutes(2);

    /** Before an event that is no first one comes, a stream says at most so many blocks. */
    private static final int BLOCKS_BEFORE = 10;

    private final ChildProcess child;
    private final int port;

    private StreamServer(ChildProcess child) {
        this.child = child;
        this.port = portIn(child.readLine(START));
    }

    private static Pattern metric(String name) {
        return Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? ([0-9.E+]+)$");
    }

    private static int portIn(String line) {
        Matcher matcher = PORT.matcher(line);
        if (!matcher.matches()) {
            throw new ChildFailedException("a server begins with " + line, null);
        }
        return Integer.parseInt(matcher.group(1));
    }

    /**
     * A dashboard gateway, all as by default but its addresses and how many connections it takes;
     * returns when it serves.
     *
     * @param aggregator {@code host:port} of the stub
     * @param connections the most that it takes
     */
    static StreamServer gateway(
            ScratchFolder folder, String heap, String aggregator, int connections) {
        return new StreamServer(
                ChildProcess.start(
                        List.of("-Xmx" + heap),
                        GatewayMain.class,
                        folder.resolve("gateway-" + connections + ".log"),
                        "server.port=0",
                        "dashboard.aggregators=" + aggregator,
                        "dashboard.max-connections=" + connections));
    }

    /**
     * A bare write loop; returns when it serves.
     *
     * @param event a file with what it writes again and again
     * @param connections that it is made for
     */
    static StreamServer floor(
            ScratchFolder folder, String heap, Path event, Duration interval, int connections) {
        return new StreamServer(
                ChildProcess.start(
                        List.of("-Xmx" + heap),
                        FloorMain.class,
                        folder.resolve("floor-" + connections + ".log"),
                        event.toString(),
                        Long.toString(interval.toMillis())));
    }

    /**
     * The peer; returns when it serves.
     *
     * @param event a file with what is published again and again
     * @param connections the most that it takes
     */
    static StreamServer nchan(
            ScratchFolder folder, Nchan nchan, Path event, Duration interval, int connections) {
        return new StreamServer(
                ChildProcess.start(
                        NchanMain.class,
                        folder.resolve("nchan-" + connections + ".log"),
                        nchan.nginx().toString(),
                        nchan.module().toString(),
                        folder.resolve("nchan-" + connections).toString(),
                        event.toString(),
                        Long.toString(interval.toMillis()),
                        Integer.toString(connections)));
    }

    int port() {
        return port;
    }

    /** What it has used so far. */
    Usage usage() {
        child.say(Desk.USAGE);
        return Message.decode(child.readLine(ANSWER), Usage.class);
    }

    /** How large it is after a full collection. */
    Footprint footprint() {
        child.say(Desk.FOOTPRINT);
        return Message.decode(child.readLine(ANSWER), Footprint.class);
    }

    /** An event of this gateway as it stands in the stream, without the framing of HTTP. */
    String readUpdate(Duration interval) {
        try (HttpClient http = HttpClient.newHttpClient();
                InputStream stream =
                        http.send(
                                        request(HoldOrder.path(interval.toMillis())),
                                        BodyHandlers.ofInputStream())
                                .body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            for (int block = 0; block < BLOCKS_BEFORE; block++) {
                String text = readBlock(lines);
                if (text.startsWith("event: update\n")) {
                    return text;
                }
            }
            throw new ChildFailedException("the gateway sends no update", null);
        } catch (IOException e) {
            throw new ChildFailedException("the gateway does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChildFailedException("interrupted", e);
        }
    }

    /** Up to the empty line behind it, that one included. */
    private static String readBlock(BufferedReader lines) throws IOException {
        StringBuilder block = new StringBuilder();
        String line = lines.readLine();
        while (line != null && !line.isEmpty()) {
            block.append(line).append('\n');
            line = lines.readLine();
        }
        return block.append('\n').toString();
    }

    /** Returns when this gateway holds no stream any more. */
    void awaitIdle() {
        await("the gateway does not let go of streams", ANSWER, CONNECTIONS, now -> now == 0);
    }

    /** How many updates of this gateway were replaced by newer ones before they were written. */
    double coalesced() {
        return await("the gateway has no count", ANSWER, COALESCED, now -> true);
    }

    /** Returns when so many were. */
    void awaitCoalesced(double wanted) {
        await("the stalled connections take more and more", STALL, COALESCED, now -> now >= wanted);
    }

    private double await(
            String otherwise, Duration patience, Pattern metric, DoublePredicate condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (true) {
                Matcher found =
                        metric.matcher(
                                http.send(request("/observe/metrics"), BodyHandlers.ofString())
                                        .body());
                if (found.find()) {
                    double now = Double.parseDouble(found.group(1));
                    if (condition.test(now)) {
                        return now;
                    }
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new ChildFailedException(otherwise, null);
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        } catch (IOException e) {
            throw new ChildFailedException("the gateway does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChildFailedException("interrupted", e);
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(ANSWER)
                .build();
    }

    @Override
    public void close() {
        child.close();
    }
}
