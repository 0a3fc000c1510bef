package dev.tidemark.benchmarks.aggregate;

import dev.tidemark.contract.topic.Topics;
import java.lang.management.ManagementFactory;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * How many events the consumers of this process have read: Kafka's own metric, which every client
 * shows by JMX. Reading it costs microseconds, and no program has to be changed for it.
 */
final class ConsumedEvents {

    private static final String ATTRIBUTE = "records-consumed-total";
    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

    private final ObjectName pattern;

    ConsumedEvents() {
        try {
            pattern =
                    new ObjectName(
                            "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*,topic="
                                    + Topics.EVENTS.name());
        } catch (JMException e) {
            throw new IllegalStateException("not a name", e);
        }
    }

    /** So far, over all consumers. */
    long total() {
        double total = 0;
        for (ObjectName name : BEANS.queryNames(pattern, null)) {
            total += read(name);
        }
        return (long) total;
    }

    private static double read(ObjectName name) {
        try {
            return BEANS.getAttribute(name, ATTRIBUTE) instanceof Number read
                    ? read.doubleValue()
                    : 0;
        } catch (InstanceNotFoundException | AttributeNotFoundException e) {
            // Its consumer is being closed, or has only just begun.
            return 0;
        } catch (JMException e) {
            throw new IllegalStateException(name + " has no " + ATTRIBUTE, e);
        }
    }
}
