package dev.tidemark.benchmarks.fanout;

import dev.tidemark.benchmarks.process.Message;
import dev.tidemark.benchmarks.process.ParentWatch;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's process: for each {@link HoldOrder} that it is told, says {@link #OPEN} when it has
 * the streams; when it is told {@link #GO}, says {@link #BEGIN} and {@link #END} when the steady
 * phase begins and ends; holds the streams until it is told {@link #RELEASE}, and then says its
 * {@link HoldOutcome}.
 */
final class ClientMain {

    /** All streams are open, and each had an event. */
    static final String OPEN = "open";

    /** The steady phase may begin. */
    static final String GO = "go";

    /** The steady phase begins. */
    static final String BEGIN = "begin";

    /** The steady phase has ended. */
    static final String END = "end";

    /** The streams are not wanted any more. */
    static final String RELEASE = "release";

    private static final Logger LOG = LoggerFactory.getLogger(ClientMain.class);

    private ClientMain() {}

    /** Takes no arguments; runs until the parent is done with it. */
    public static void main(String[] args) throws InterruptedException {
        BlockingQueue<String> orders = ParentWatch.lines();
        try {
            while (true) {
                HoldOrder order = Message.decode(orders.take(), HoldOrder.class);
                HoldOutcome outcome =
                        new StreamClient(order, System.out::println, orders::remove).run();
                System.out.println(Message.encode(outcome));
            }
        } catch (RuntimeException | IOException e) {
            LOG.error("the client failed", e);
            Runtime.getRuntime().halt(1);
        }
    }
}
