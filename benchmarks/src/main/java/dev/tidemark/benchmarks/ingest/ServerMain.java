package dev.tidemark.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidemark.benchmarks.measure.VitalSigns;
import dev.tidemark.benchmarks.process.Message;
import dev.tidemark.benchmarks.process.ParentWatch;
import dev.tidemark.ingest.Main;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.concurrent.BlockingQueue;

/**
 * The process of a server under load. For each line that it is told it answers with its {@code
 * Vitals}, for {@link #COLLECT} after a full collection.
 */
final class ServerMain {

    /** Asks for the vitals as they are. */
    static final String LOOK = "look";

    /** Asks for the vitals after a full collection. */
    static final String COLLECT = "collect";

    /** Answers once the server serves. */
    static final String READY_PATH = "/observe/health/ready";

    private ServerMain() {}

    /** The ingest gateway's own main class. */
    static final class Gateway {

        /**
         * Runs until the parent is done with it.
         *
         * @param args system properties, each {@code name=value}
         */
        public static void main(String[] args) {
            tellVitals();
            for (String arg : args) {
                String[] pair = arg.split("=", 2);
                System.setProperty(pair[0], pair[1]);
            }
            Main.main(new String[0]);
        }
    }

    /** A server that reads the body and answers, and nothing else. */
    static final class Bare {

        /**
         * Runs until the parent is done with it.
         *
         * @param args the port, and how many bytes the body of an answer has
         */
        public static void main(String[] args) {
            tellVitals();
            byte[] answer = "x".repeat(Integer.parseInt(args[1])).getBytes(US_ASCII);
            WebServer.builder()
                    .host("127.0.0.1")
                    .port(Integer.parseInt(args[0]))
                    .routing(routing -> mount(routing, answer))
                    .build()
                    .start();
        }

        private static void mount(HttpRouting.Builder routing, byte[] answer) {
            routing.get(READY_PATH, (_, response) -> response.send())
                    .post(
                            Requests.TRACK_PATH,
                            (request, response) -> answer(request, response, answer));
        }

        private static void answer(ServerRequest request, ServerResponse response, byte[] answer) {
            byte[] body = request.content().as(byte[].class);
            if (body.length == 0) {
                throw new IllegalStateException("a request without a body");
            }
            response.header(HeaderNames.CONTENT_TYPE, "application/json").send(answer);
        }
    }

    private static void tellVitals() {
        BlockingQueue<String> questions = ParentWatch.lines();
        VitalSigns signs = VitalSigns.watch();
        Thread.ofPlatform().daemon().name("vitals").start(() -> tell(questions, signs));
    }

    private static void tell(BlockingQueue<String> questions, VitalSigns signs) {
        try {
            while (true) {
                boolean full = questions.take().equals(COLLECT);
                System.out.println(Message.encode(full ? signs.collect() : signs.now()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
