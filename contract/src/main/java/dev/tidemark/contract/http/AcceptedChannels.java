package dev.tidemark.contract.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServerConfig;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channels of a server's open connections, by both of their ends.
 *
 * <p>Helidon gives nobody access to a connection's channel. But a listener has each channel that it
 * accepts configured by the {@link SocketOptions} that it was given, before it reads anything;
 * those of {@link #listenTo} remember it. A channel that is closed is forgotten at the latest when
 * there are twice as many as there were open ones. Thread-safe.
 */
public final class AcceptedChannels {

    private static final Logger LOG = LoggerFactory.getLogger(AcceptedChannels.class);

    private static final int MIN_BEFORE_FORGETTING = 1024;

    private final Map<Ends, SocketChannel> channels = new ConcurrentHashMap<>();
    private volatile int forgetAt = MIN_BEFORE_FORGETTING;

    private record Ends(SocketAddress local, SocketAddress remote) {}

    /** Knows of none. */
    public AcceptedChannels() {}

    /** Remembers each channel that this server will accept; all else that it was told stands. */
    public void listenTo(WebServerConfig.Builder server) {
        server.connectionOptions(
                new Remembering(server.connectionOptions().orElseGet(SocketOptions::create)));
    }

    /** The channel between these two, if it is open; it is not given twice. */
    public Optional<SocketChannel> take(SocketAddress local, SocketAddress remote) {
        return Optional.ofNullable(channels.remove(new Ends(local, remote)))
                .filter(SocketChannel::isOpen);
    }

    private void remember(SocketChannel channel) {
        try {
            channels.put(new Ends(channel.getLocalAddress(), channel.getRemoteAddress()), channel);
        } catch (IOException e) {
            LOG.debug("the caller left before it was met", e);
        }
        if (channels.size() >= forgetAt) {
            channels.values().removeIf(known -> !known.isOpen());
            forgetAt = Math.max(MIN_BEFORE_FORGETTING, 2 * channels.size());
        }
    }

    /** Configures channels as other options do. */
    private final class Remembering implements SocketOptions {

        private final SocketOptions options;

        Remembering(SocketOptions options) {
            this.options = options;
        }

        @Override
        public void configureSocket(SocketChannel channel) {
            options.configureSocket(channel);
            remember(channel);
        }

        @Override
        public Map<SocketOption<?>, Object> socketOptions() {
            return options.socketOptions();
        }

        @Override
        public Duration connectTimeout() {
            return options.connectTimeout();
        }

        @Override
        public Duration readTimeout() {
            return options.readTimeout();
        }

        @Override
        public Optional<Integer> socketReceiveBufferSize() {
            return options.socketReceiveBufferSize();
        }

        @Override
        public Optional<Integer> socketSendBufferSize() {
            return options.socketSendBufferSize();
        }

        @Override
        public boolean socketReuseAddress() {
            return options.socketReuseAddress();
        }

        @Override
        public boolean socketKeepAlive() {
            return options.socketKeepAlive();
        }

        @Override
        public boolean tcpNoDelay() {
            return options.tcpNoDelay();
        }
    }
}
