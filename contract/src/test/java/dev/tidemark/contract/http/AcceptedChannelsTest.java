package dev.tidemark.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AcceptedChannelsTest {

    private final AcceptedChannels channels = new AcceptedChannels();
    private ServerSocketChannel server;
    private SocketChannel client;
    private SocketChannel accepted;

    @BeforeEach
    void connect() throws IOException {
        server =
                ServerSocketChannel.open()
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        client = SocketChannel.open(server.getLocalAddress());
        accepted = server.accept();
        WebServerConfig.Builder builder = WebServerConfig.builder();
        channels.listenTo(builder);
        builder.connectionOptions().orElseThrow().configureSocket(accepted);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        accepted.close();
        server.close();
    }

    @Test
    void shouldGiveTheChannelBetweenTwoEndsOnce() throws IOException {
        var first = channels.take(client.getRemoteAddress(), client.getLocalAddress());
        var second = channels.take(client.getRemoteAddress(), client.getLocalAddress());

        assertThat(first).containsSame(accepted);
        assertThat(second).isEmpty();
    }

    @Test
    void shouldNotGiveAChannelThatIsClosed() throws IOException {
        accepted.close();

        assertThat(channels.take(client.getRemoteAddress(), client.getLocalAddress())).isEmpty();
    }
}
