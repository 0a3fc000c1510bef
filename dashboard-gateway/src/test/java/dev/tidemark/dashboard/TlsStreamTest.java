package dev.tidemark.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.Windows;
import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.auth.Guard;
import dev.tidemark.contract.config.Secret;
import dev.tidemark.contract.http.ServerSettings;
import dev.tidemark.contract.http.ServiceServer;
import dev.tidemark.contract.http.Telemetry;
import dev.tidemark.contract.http.TlsSettings;
import dev.tidemark.dashboard.query.QuerySettings;
import dev.tidemark.dashboard.stream.StreamSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams that are not handed over, because their bytes are encrypted or share a connection. */
@Timeout(60)
final class TlsStreamTest {

    private static final String PASSWORD = "only for this test";

    @TempDir private Path folder;

    private final FakeAggregator aggregator = FakeAggregator.start();
    private DashboardGateway gateway;
    private ServiceServer server;
    private HttpClient http;

    @BeforeEach
    void start() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("keystore.p12");
        KeyStore own = keystore(file);
        var registry = Telemetry.registry();
        DashboardConfig config =
                new DashboardConfig(
                        new ServerSettings(
                                "localhost",
                                0,
                                new TlsSettings("", "", file.toString(), new Secret(PASSWORD)),
                                List.of()),
                        AuthSettings.NONE,
                        Windows.DEFAULT,
                        QuerySettings.of(List.of(aggregator.address())),
                        StreamSettings.DEFAULT,
                        Optional.empty());
        gateway = DashboardGateway.start(config, Clock.systemUTC(), registry);
        server =
                ServiceServer.start(
                        config.server(),
                        gateway.healthChecks(),
                        registry,
                        gateway::listener,
                        routing -> gateway.routes(routing, Guard.of(AuthSettings.NONE, registry)));
        http = HttpClient.newBuilder().sslContext(trusting(own)).build();
    }

    @AfterEach
    void close() {
        gateway.close();
        server.close();
        http.shutdownNow();
        aggregator.close();
    }

    private static KeyStore keystore(Path file)
            throws IOException, InterruptedException, GeneralSecurityException {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static SSLContext trusting(KeyStore own) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", own.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpClient.Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void shouldStreamUntilItIsStopped(HttpClient.Version version)
            throws IOException, InterruptedException {
        aggregator.answers(Answers.pageViews(1));
        URI uri =
                URI.create(
                        "https://localhost:%d/dashboard/stream?interval=100ms&format=delta"
                                .formatted(server.port()));
        HttpRequest request = HttpRequest.newBuilder(uri).version(version).build();
        try (EventReader events =
                new EventReader(http.send(request, HttpResponse.BodyHandlers.ofInputStream()))) {
            String init = events.nextWith("event:");
            aggregator.answers(Answers.pageViews(2));
            String delta = events.nextWith("\"count\":2");
            gateway.close();

            assertThat(events.response().version()).isEqualTo(version);
            assertThat(init).startsWith("event: init\n").contains("\"count\":1");
            assertThat(delta).startsWith("event: delta\n");
            assertThat(events.nextWith("retry:")).isNotEmpty();
            assertThat(events.next()).isEmpty();
        }
    }
}
