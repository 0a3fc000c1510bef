package dev.tidemark.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidemark.benchmarks.measure.Footprint;
import dev.tidemark.benchmarks.measure.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The process that runs the peer: nginx with its module nchan, one worker as we have one writer. It
 * publishes the same event to one channel once in each interval; what is measured is nginx alone.
 */
final class NchanMain {

    private static final int KB = 1 << 10;
    private static final String DATA = "data: ";
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    /** nginx ends with us, however we end: our end closes the pipe. */
    private static final String UNTIL_WE_END =
            "\"$0\" -p \"$1\" -c \"$2\" -e \"$1/error.log\" & cat >/dev/null; kill $!; wait";

    private final Process shell;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI publish;

    private NchanMain(Process shell, int port) {
        this.shell = shell;
        this.publish = URI.create("http://127.0.0.1:%d/publish".formatted(port));
    }

    /**
     * Prints its port, and runs until the parent is done with it.
     *
     * @param args the program nginx, the module, a folder of its own, a file with the event,
     *     milliseconds between two updates, and how many connections it has to take
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(args[2]));
        int port = freePort();
        Path settings = folder.resolve("nginx.conf");
        Files.writeString(settings, settings(Path.of(args[1]), port, args[5]), US_ASCII);
        Process shell =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                UNTIL_WE_END,
                                args[0],
                                folder.toString(),
                                settings.toString())
                        .redirectOutput(folder.resolve("out.log").toFile())
                        .redirectErrorStream(true)
                        .start();
        NchanMain nchan = new NchanMain(shell, port);
        Desk.open(Map.of(Desk.USAGE, nchan::usage, Desk.FOOTPRINT, nchan::footprint));
        String event = data(Files.readString(Path.of(args[3]), US_ASCII));
        nchan.awaitStart(event);
        System.out.println(port);
        nchan.run(event, Duration.ofMillis(Long.parseLong(args[4])));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String settings(Path module, int port, String connections) {
        return """
        load_module %s;
        daemon off;
        pid nginx.pid;
        worker_processes 1;
        events { worker_connections %d; }
        http {
          access_log off;
          client_body_temp_path client;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          scgi_temp_path scgi;
          uwsgi_temp_path uwsgi;
          tcp_nodelay on;
          nchan_max_reserved_memory 128m;
          server {
            listen 127.0.0.1:%d backlog=1024;
            location = /publish {
              nchan_publisher;
              nchan_channel_id bench;
              nchan_message_buffer_length 1;
            }
            location = /dashboard/stream {
              nchan_subscriber eventsource;
              nchan_channel_id bench;
              nchan_subscriber_first_message newest;
            }
          }
        }
        """
                .formatted(module, 2 * Integer.parseInt(connections) + 100, port);
    }

    /** nchan makes the lines of an event itself. */
    private static String data(String event) {
        return event.lines()
                .filter(line -> line.startsWith(DATA))
                .map(line -> line.substring(DATA.length()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("an event without data"));
    }

    private void awaitStart(String event) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                publish(event);
                return;
            } catch (IOException e) {
                if (System.nanoTime() - deadline > 0 || !shell.isAlive()) {
                    throw new IOException("nginx does not start", e);
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }
    }

    private void run(String event, Duration interval) throws IOException, InterruptedException {
        int timeAt = event.indexOf(EventScanner.MARKER) + EventScanner.MARKER.length();
        String before = event.substring(0, timeAt);
        String after = event.substring(timeAt + Moment.DIGITS);
        long next = System.nanoTime() + interval.toNanos();
        while (true) {
            long left = next - System.nanoTime();
            if (left > 0) {
                TimeUnit.NANOSECONDS.sleep(left);
            } else {
                publish(before + Moment.now() + after);
                next += interval.toNanos();
            }
        }
    }

    private void publish(String event) throws IOException, InterruptedException {
        int status =
                http.send(
                                HttpRequest.newBuilder(publish)
                                        .timeout(START)
                                        .POST(BodyPublishers.ofString(event))
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode();
        if (status / 100 != 2) {
            throw new IOException("nchan answers a publication with " + status);
        }
    }

    private Usage usage() {
        return new Usage(
                System.nanoTime(), shell.descendants().mapToLong(NchanMain::cpuNanos).sum(), 0);
    }

    /** Of a process of one thread, as those of nginx are: exact, where the system says it. */
    private static long cpuNanos(ProcessHandle process) {
        Path exact = Path.of("/proc/" + process.pid() + "/schedstat");
        try {
            return Long.parseLong(Files.readString(exact, US_ASCII).split(" ", 2)[0]);
        } catch (NoSuchFileException e) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
        } catch (IOException e) {
            throw new UncheckedIOException("a process of nginx cannot be looked at", e);
        }
    }

    private Footprint footprint() {
        return new Footprint(
                0, shell.descendants().mapToLong(process -> resident(process.pid())).sum(), 0, 0);
    }

    private static long resident(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KB)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("a process of nginx cannot be looked at", e);
        }
    }
}
