package dev.tidemark.dashboard;

import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;

/** The page and the libraries it loads, served from the classpath. */
final class WebPage {

    private WebPage() {}

    static void mount(HttpRouting.Builder routing) {
        routing.register("/webjars", files("META-INF/resources/webjars", "package.json"))
                .register("/", files("web", "index.html"));
    }

    private static HttpService files(String location, String welcome) {
        return StaticContentFeature.createService(
                ClasspathHandlerConfig.builder().location(location).welcome(welcome).build());
    }
}
