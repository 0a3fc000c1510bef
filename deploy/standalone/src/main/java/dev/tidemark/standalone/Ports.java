package dev.tidemark.standalone;

import dev.tidemark.standalone.broker.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine. */
final class Ports {

    private static final int MAX_PORT = 65_535;

    private Ports() {}

    /**
     * The port itself if it can be bound now, or a free one for 0.
     *
     * <p>Asked before anything else is started, so that the most common mistake, a second start,
     * costs nothing.
     *
     * @param host address at which it is to be bound
     * @param option that chooses the port, for the message
     * @throws StartFailedException if it is in use, or no port
     */
    static int claim(String host, int port, String option) {
        if (port < 0 || port > MAX_PORT) {
            throw new StartFailedException(
                    "%s %d: must be from 0 to %d".formatted(option, port, MAX_PORT), null);
        }
        if (port == 0) {
            return FreePort.next();
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return port;
        } catch (IOException e) {
            throw new StartFailedException(
                    "port %d cannot be had (%s); choose another with %s"
                            .formatted(port, e.getMessage(), option),
                    e);
        }
    }
}
