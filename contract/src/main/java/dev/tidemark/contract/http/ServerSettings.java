package dev.tidemark.contract.http;

import dev.tidemark.contract.config.Violations;
import io.helidon.config.Config;

/**
 * Where a service listens.
 *
 * @param host address to bind
 * @param port TCP port; 0 takes any free one
 */
public record ServerSettings(String host, int port) {

    private static final int MAX_PORT = 65_535;

    /**
     * Checks the port.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException if it is out of range
     */
    public ServerSettings {
        Violations violations = new Violations();
        violations.require(!host.isBlank(), "server.host", host, "must name an address");
        violations.require(
                port >= 0 && port <= MAX_PORT, "server.port", port, "must be from 0 to 65535");
        violations.throwIfAny();
    }

    /**
     * Reads {@code host} and {@code port} of the node.
     *
     * @param defaultPort of the service; the host is loopback unless set, so that nothing is open
     *     to the network by accident
     */
    public static ServerSettings from(Config config, int defaultPort) {
        return new ServerSettings(
                config.get("host").asString().orElse("127.0.0.1"),
                config.get("port").asInt().orElse(defaultPort));
    }
}
