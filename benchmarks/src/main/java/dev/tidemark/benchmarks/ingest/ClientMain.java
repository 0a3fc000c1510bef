package dev.tidemark.benchmarks.ingest;

import dev.tidemark.benchmarks.http.HttpLoad;
import dev.tidemark.benchmarks.http.LoadOutcome;
import dev.tidemark.benchmarks.http.PreparedRequest;
import dev.tidemark.benchmarks.process.Message;
import dev.tidemark.benchmarks.process.ParentWatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's process: for each {@link LoadOrder} that it is told, says {@link #BEGIN} and {@link
 * #END} when the steady phase begins and ends, and then its {@link LoadOutcome}.
 */
final class ClientMain {

    /** The steady phase begins. */
    static final String BEGIN = "begin";

    /** The steady phase has ended. */
    static final String END = "end";

    private static final Logger LOG = LoggerFactory.getLogger(ClientMain.class);

    private final Map<Wanted, List<PreparedRequest>> requests = new HashMap<>();

    /** Requests that are made once. */
    private record Wanted(Contestant contestant, boolean numbered) {}

    private ClientMain() {}

    /** Takes no arguments; runs until the parent is done with it. */
    public static void main(String[] args) throws InterruptedException {
        BlockingQueue<String> orders = ParentWatch.lines();
        ClientMain client = new ClientMain();
        try {
            while (true) {
                LoadOrder order = Message.decode(orders.take(), LoadOrder.class);
                System.out.println(Message.encode(client.run(order)));
            }
        } catch (RuntimeException | IOException e) {
            LOG.error("the client failed", e);
            Runtime.getRuntime().halt(1);
        }
    }

    private LoadOutcome run(LoadOrder order) throws IOException {
        HttpLoad load =
                new HttpLoad(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), order.port()),
                        order.plan(),
                        requests.computeIfAbsent(
                                new Wanted(order.contestant(), order.isNumbered()),
                                wanted -> Requests.of(wanted.contestant(), wanted.numbered())),
                        order.firstNumber());
        LoadOutcome outcome =
                load.run(() -> System.out.println(BEGIN), () -> System.out.println(END));
        if (order.acceptedFile() != null) {
            Files.write(Path.of(order.acceptedFile()), load.acceptedNumbers().toByteArray());
        }
        return outcome;
    }
}
