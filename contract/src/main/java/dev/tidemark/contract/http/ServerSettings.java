package dev.tidemark.contract.http;

import dev.tidemark.contract.config.Violations;
import io.helidon.config.Config;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a service listens.
 *
 * @param host address to bind
 * @param port TCP port; 0 takes any free one
 * @param tls the certificate to show; plain HTTP without
 * @param allowedOrigins origins whose pages may post events; none as a rule
 */
public record ServerSettings(String host, int port, TlsSettings tls, List<String> allowedOrigins) {

    private static final int MAX_PORT = 65_535;
    private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[^/?#,\\s]+");

    /**
     * Checks the values.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException with every violation
     */
    public ServerSettings {
        Violations violations = new Violations();
        violations.require(!host.isBlank(), "server.host", host, "must name an address");
        violations.require(
                port >= 0 && port <= MAX_PORT, "server.port", port, "must be from 0 to 65535");
        for (String origin : allowedOrigins) {
            violations.require(
                    ORIGIN.matcher(origin).matches(),
                    "server.cors.allowed-origins",
                    origin,
                    "must be an origin such as https://shop.example, or *");
        }
        violations.throwIfAny();
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /** Plain HTTP there, for no page but its own. */
    public ServerSettings(String host, int port) {
        this(host, port, TlsSettings.NONE, List.of());
    }

    /** The same at another address. */
    public ServerSettings at(String otherHost, int otherPort) {
        return new ServerSettings(otherHost, otherPort, tls, allowedOrigins);
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return tls.isOn() ? "https" : "http";
    }

    /**
     * Reads {@code host}, {@code port}, {@code tls} and {@code cors.allowed-origins} of the node.
     *
     * @param defaultPort of the service; the host is loopback unless set, so that nothing is open
     *     to the network by accident
     */
    public static ServerSettings from(Config config, int defaultPort) {
        return new ServerSettings(
                config.get("host").asString().orElse("127.0.0.1"),
                config.get("port").asInt().orElse(defaultPort),
                TlsSettings.from(config.get("tls")),
                origins(config.get("cors.allowed-origins")));
    }

    /** A list in a file, or commas in an environment variable. */
    private static List<String> origins(Config node) {
        if (!node.isLeaf()) {
            return node.asList(String.class).orElse(List.of());
        }
        return Stream.of(node.asString().orElse("").split(",", -1))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
    }
}
