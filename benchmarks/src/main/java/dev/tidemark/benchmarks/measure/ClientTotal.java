package dev.tidemark.benchmarks.measure;

import dev.tidemark.contract.topic.Topics;
import java.lang.management.ManagementFactory;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * A count of events that the Kafka clients of this process keep: their own metric, which they show
 * by JMX. Reading it costs microseconds, and no program has to be changed for it. Thread-safe.
 */
public final class ClientTotal {

    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

    private final ObjectName pattern;
    private final String attribute;

    private ClientTotal(String pattern, String attribute) {
        this.attribute = attribute;
        try {
            this.pattern = new ObjectName(pattern);
        } catch (JMException e) {
            throw new IllegalStateException("not a name", e);
        }
    }

    /** Of the events that the consumers have read. */
    public static ClientTotal consumed() {
        return new ClientTotal(
                "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*,topic="
                        + Topics.EVENTS.name(),
                "records-consumed-total");
    }

    /** Of the events that the producers have sent. */
    public static ClientTotal sent() {
        return new ClientTotal(
                "kafka.producer:type=producer-metrics,client-id=*", "record-send-total");
    }

    /** So far, over all clients that are not closed. */
    public long total() {
        double total = 0;
        for (ObjectName name : BEANS.queryNames(pattern, null)) {
            total += read(name);
        }
        return (long) total;
    }

    private double read(ObjectName name) {
        try {
            return BEANS.getAttribute(name, attribute) instanceof Number read
                    ? read.doubleValue()
                    : 0;
        } catch (InstanceNotFoundException | AttributeNotFoundException e) {
            // Its client is being closed, or has only just begun.
            return 0;
        } catch (JMException e) {
            throw new IllegalStateException(name + " has no " + attribute, e);
        }
    }
}
