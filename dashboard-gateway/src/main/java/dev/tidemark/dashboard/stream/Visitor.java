package dev.tidemark.dashboard.stream;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Who wants a stream.
 *
 * @param view what to look at
 * @param address from where: what {@link #addressOf} tells
 * @param seen the position up to which it has seen the view before, if it comes back
 */
record Visitor(View view, String address, Optional<Position> seen) {

    private static final int SITE_BYTES = 8;

    /** The address that limits count by; of IPv6 the first 64 bits, which are one site's. */
    static String addressOf(SocketAddress peer) {
        if (peer instanceof InetSocketAddress internet && internet.getAddress() != null) {
            InetAddress address = internet.getAddress();
            return address instanceof Inet6Address
                    ? HexFormat.of()
                            .formatHex(Arrays.copyOf(address.getAddress(), SITE_BYTES))
                            .concat("/64")
                    : address.getHostAddress();
        }
        return peer.toString();
    }
}
