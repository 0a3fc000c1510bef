package dev.tidemark.benchmarks.protocols;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How aggregators agree on who counts what. */
@SuppressWarnings("ImmutableEnumChecker") // the collections are List.of and Map.of
enum Protocol {
    /** As standalone runs it: each aggregator has a name that survives its restarts. */
    CLASSIC_NAMED("classic, stable name", true, List.of(), Map.of()),
    /** Without a name: an aggregator leaves the group when it stops. */
    CLASSIC("classic, no name", false, List.of(), Map.of()),
    /** The broker assigns; its timeouts are those that our aggregators have under the classic. */
    STREAMS(
            "streams, 10 s",
            false,
            List.of("kafka.properties.group.protocol=streams"),
            Map.of(
                    "group.streams.session.timeout.ms", "10000",
                    "group.streams.min.session.timeout.ms", "10000",
                    "group.streams.heartbeat.interval.ms", "2000",
                    "group.streams.min.heartbeat.interval.ms", "2000",
                    "group.streams.assignment.interval.ms", "0",
                    "group.streams.initial.rebalance.delay.ms", "0")),
    /** The broker assigns, with its own timeouts. */
    STREAMS_DEFAULTS(
            "streams, defaults",
            false,
            List.of("kafka.properties.group.protocol=streams"),
            Map.of());

    private final String label;
    private final boolean named;
    private final List<String> properties;
    private final Map<String, String> brokerSettings;

    Protocol(
            String label,
            boolean named,
            List<String> properties,
            Map<String, String> brokerSettings) {
        this.label = label;
        this.named = named;
        this.properties = properties;
        this.brokerSettings = brokerSettings;
    }

    String label() {
        return label;
    }

    /** Of the broker, instead of or besides the product's. */
    Map<String, String> brokerSettings() {
        return brokerSettings;
    }

    /** System properties of an aggregator, each {@code name=value}. */
    List<String> properties(String name) {
        List<String> all = new ArrayList<>(properties);
        if (named) {
            all.add("aggregator.instance-id=" + name);
        }
        return all;
    }
}
