package dev.tidemark.standalone.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on loopback for servers that have to be told theirs before they start, and may come back to
 * it after a kill.
 *
 * <p>They lie below those that a system hands out to connections: one of these could be taken in
 * the moment before its owner binds it, even by the owner's own client.
 */
public final class FreePort {

    private static final int FIRST = 15_000;
    private static final int END = 32_000;

    private FreePort() {}

    /** One that is free now. */
    public static int next() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
