package dev.tidemark.benchmarks.ingest;

import dev.tidemark.benchmarks.measure.Vitals;
import dev.tidemark.benchmarks.process.ChildFailedException;
import dev.tidemark.benchmarks.process.ChildProcess;
import dev.tidemark.benchmarks.process.Message;
import dev.tidemark.benchmarks.process.ScratchFolder;
import dev.tidemark.standalone.broker.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A server in a process of its own. For one thread. */
final class ServerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final ChildProcess child;
    private final int port;

    private ServerProcess(ChildProcess child, int port) {
        this.child = child;
        this.port = port;
    }

    /** An ingest gateway, all as by default but its addresses; returns when it serves. */
    static ServerProcess gateway(
            ScratchFolder folder, String name, String heap, String bootstrapServers) {
        int port = FreePort.next();
        ChildProcess child =
                ChildProcess.start(
                        List.of("-Xmx" + heap),
                        ServerMain.Gateway.class,
                        folder.resolve(name + ".log"),
                        "server.port=" + port,
                        "kafka.bootstrap-servers=" + bootstrapServers);
        return new ServerProcess(child, port).awaitReady();
    }

    /** A bare server whose answers have so many bytes; returns when it serves. */
    static ServerProcess bare(ScratchFolder folder, String heap, int answerBytes) {
        int port = FreePort.next();
        ChildProcess child =
                ChildProcess.start(
                        List.of("-Xmx" + heap),
                        ServerMain.Bare.class,
                        folder.resolve("bare.log"),
                        Integer.toString(port),
                        Integer.toString(answerBytes));
        return new ServerProcess(child, port).awaitReady();
    }

    int port() {
        return port;
    }

    /** What it has used so far. */
    Vitals vitals() {
        return ask(ServerMain.LOOK);
    }

    /** The same, after a full collection. */
    Vitals collect() {
        return ask(ServerMain.COLLECT);
    }

    private Vitals ask(String question) {
        child.say(question);
        return Message.decode(child.readLine(ANSWER), Vitals.class);
    }

    /** How long the bodies of answers to these bodies are, on average. */
    int answerBytes(List<byte[]> bodies) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            int all = 0;
            for (byte[] body : bodies) {
                HttpResponse<byte[]> answer =
                        http.send(
                                HttpRequest.newBuilder(uri(Requests.TRACK_PATH))
                                        .header("Content-Type", "application/json")
                                        .timeout(ANSWER)
                                        .POST(BodyPublishers.ofByteArray(body))
                                        .build(),
                                BodyHandlers.ofByteArray());
                if (answer.statusCode() != 200) {
                    throw new ChildFailedException(
                            "the gateway answers with " + answer.statusCode(), null);
                }
                all += answer.body().length;
            }
            return Math.round((float) all / bodies.size());
        } catch (IOException e) {
            throw new ChildFailedException("the gateway does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChildFailedException("interrupted", e);
        }
    }

    @Override
    public void close() {
        child.close();
    }

    private ServerProcess awaitReady() {
        long deadline = System.nanoTime() + START.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!isReady(http)) {
                if (!child.isAlive() || System.nanoTime() - deadline > 0) {
                    String log = child.endOfLog();
                    close();
                    throw new ChildFailedException(
                            "no server came up; its log ends:\n" + log, null);
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
            return this;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new ChildFailedException("interrupted while a server started", e);
        }
    }

    private boolean isReady(HttpClient http) throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(uri(ServerMain.READY_PATH))
                                            .timeout(ANSWER)
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            // Not listening yet.
            return false;
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
