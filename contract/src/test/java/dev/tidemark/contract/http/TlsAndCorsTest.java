package dev.tidemark.contract.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.config.InvalidConfigException;
import dev.tidemark.contract.config.Secret;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.helidon.webserver.http.HttpRouting;
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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TlsAndCorsTest {

    private static final String PASSWORD = "changeit";
    private static final String SHOP = "https://shop.example";

    @TempDir Path folder;

    private static ServiceServer start(TlsSettings tls, List<String> origins) {
        return ServiceServer.start(
                new ServerSettings("127.0.0.1", 0, tls, origins),
                List.of(),
                Telemetry.registry(),
                TlsAndCorsTest::routes);
    }

    private static void routes(HttpRouting.Builder routing) {
        routing.get("/ok", (request, response) -> response.send("secure=" + request.isSecure()))
                .post("/metrics/track", (request, response) -> response.send("taken"))
                .post("/dashboard/session", (request, response) -> response.send("session"));
    }

    private KeyStore keystore() throws Exception {
        Path file = folder.resolve("keystore.p12");
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

    private Path pem(String name, String type, byte[] content) throws IOException {
        Base64.Encoder base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                        .formatted(type, base64.encodeToString(content), type));
    }

    private static String getTrusting(KeyStore store, int port)
            throws GeneralSecurityException, IOException, InterruptedException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (HttpClient http = HttpClient.newBuilder().sslContext(context).build()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/ok"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void shouldSpeakTlsWithAKeystore() throws Exception {
        KeyStore store = keystore();
        TlsSettings tls =
                new TlsSettings(
                        "", "", folder.resolve("keystore.p12").toString(), new Secret(PASSWORD));
        try (ServiceServer server = start(tls, List.of())) {
            assertThat(getTrusting(store, server.port())).isEqualTo("secure=true");
        }
    }

    @Test
    void shouldSpeakTlsWithPemFiles() throws Exception {
        KeyStore store = keystore();
        Path chain = pem("chain.pem", "CERTIFICATE", store.getCertificate("server").getEncoded());
        Path key =
                pem(
                        "key.pem",
                        "PRIVATE KEY",
                        store.getKey("server", PASSWORD.toCharArray()).getEncoded());
        TlsSettings tls = new TlsSettings(chain.toString(), key.toString(), "", Secret.NONE);
        try (ServiceServer server = start(tls, List.of())) {
            assertThat(getTrusting(store, server.port())).isEqualTo("secure=true");
        }
    }

    @Test
    void shouldNotStartWithoutTheCertificateThatIsConfigured() {
        TlsSettings tls =
                new TlsSettings("", "", folder.resolve("none.p12").toString(), Secret.NONE);

        assertThatThrownBy(() -> start(tls, List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the certificate of server.tls cannot be used");
    }

    @Test
    void shouldReadTheSettings() {
        ServerSettings settings =
                ServerSettings.from(
                        Config.just(
                                ConfigSources.create(
                                        Map.of(
                                                "tls.certificate", "c.pem",
                                                "tls.private-key", "k.pem",
                                                "tls.password", "hidden",
                                                "cors.allowed-origins", SHOP + ", http://a:1"))),
                        1);

        assertThat(settings.tls())
                .isEqualTo(new TlsSettings("c.pem", "k.pem", "", new Secret("hidden")));
        assertThat(settings.allowedOrigins()).containsExactly(SHOP, "http://a:1");
        assertThat(settings.toString()).doesNotContain("hidden");
    }

    @Test
    void shouldRefuseSettingsThatDoNotFit() {
        assertThatThrownBy(() -> new TlsSettings("c.pem", "", "", Secret.NONE))
                .isInstanceOf(InvalidConfigException.class);
        assertThatThrownBy(() -> new TlsSettings("c.pem", "k.pem", "s.p12", Secret.NONE))
                .isInstanceOf(InvalidConfigException.class);
        assertThatThrownBy(
                        () ->
                                new ServerSettings(
                                        "::1", 1, TlsSettings.NONE, List.of("shop.example")))
                .hasMessageStartingWith("server.cors.allowed-origins = shop.example");
    }

    @Test
    void shouldAnswerThePreflightOfAnOriginThatIsAllowed() throws Exception {
        try (ServiceServer server = start(TlsSettings.NONE, List.of(SHOP))) {
            HttpResponse<String> answer = preflight(server, SHOP);

            assertThat(answer.statusCode()).isIn(200, 204);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(SHOP);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
                    .contains("POST");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                    .containsIgnoringCase("content-type")
                    .containsIgnoringCase("x-api-key");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        SHOP + ", /metrics/track, true",
        SHOP + ", /v1/metrics, true",
        "https://evil.example, /metrics/track, false",
        "https://evil.example, /v1/metrics, false"
    })
    void shouldTellBrowsersWhoMayPost(String origin, String path, boolean allowed)
            throws Exception {
        try (ServiceServer server = start(TlsSettings.NONE, List.of(SHOP))) {
            HttpResponse<String> answer = post(server, path, origin);

            assertThat(
                            answer.headers()
                                    .firstValue("Access-Control-Allow-Origin")
                                    .filter(origin::equals)
                                    .isPresent())
                    .isEqualTo(allowed);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/dashboard/snapshot, true",
        "/api/series, true",
        "/api/views, false",
        "/dashboard/session, false"
    })
    void shouldTellBrowsersWhoMayReadAView(String path, boolean allowed) throws Exception {
        try (ServiceServer server = start(TlsSettings.NONE, List.of(SHOP))) {
            HttpResponse<String> answer =
                    send(
                            request(server, path, SHOP)
                                    .header("Access-Control-Request-Method", "GET")
                                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin").isPresent())
                    .isEqualTo(allowed);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Methods").isPresent())
                    .isEqualTo(allowed);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
        }
    }

    @Test
    void shouldBeClosedUntilOriginsAreAllowed() throws Exception {
        try (ServiceServer server = start(TlsSettings.NONE, List.of())) {
            assertThat(preflight(server, SHOP).headers().map().keySet())
                    .noneMatch(name -> name.startsWith("access-control"));
        }
    }

    @Test
    void shouldLeaveThePageToItself() throws Exception {
        try (ServiceServer server = start(TlsSettings.NONE, List.of(SHOP))) {
            HttpResponse<String> own = post(server, "/dashboard/session", "https://behind.proxy");

            assertThat(own.body()).isEqualTo("session");
            assertThat(own.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    private static HttpResponse<String> preflight(ServiceServer server, String origin)
            throws IOException, InterruptedException {
        return send(
                request(server, "/metrics/track", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .header(
                                "Access-Control-Request-Headers",
                                "authorization,content-type,x-api-key,x-tenant-id")
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    private static HttpResponse<String> post(ServiceServer server, String path, String origin)
            throws IOException, InterruptedException {
        return send(request(server, path, origin).POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    private static HttpRequest.Builder request(ServiceServer server, String path, String origin) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Origin", origin);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
