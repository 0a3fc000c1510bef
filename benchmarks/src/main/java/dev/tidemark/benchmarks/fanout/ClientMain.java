package dev.tidemark.benchmarks.fanout;

import dev.tidemark.benchmarks.process.Message;
import dev.tidemark.benchmarks.process.ParentWatch;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's process: for each {@link HoldOrder} that it is told, says {@link #BEGIN} and {@link
 * #END} when the steady phase begins and ends, holds the streams until it is told {@link #RELEASE},
 * and then says its {@link HoldOutcome}.
 */
final class ClientMain {

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
                        new StreamClient(order)
                                .run(
                                        () -> System.out.println(BEGIN),
                                        () -> System.out.println(END),
                                        () -> orders.remove(RELEASE));
                System.out.println(Message.encode(outcome));
            }
        } catch (RuntimeException | IOException e) {
            LOG.error("the client failed", e);
            Runtime.getRuntime().halt(1);
        }
    }
}
