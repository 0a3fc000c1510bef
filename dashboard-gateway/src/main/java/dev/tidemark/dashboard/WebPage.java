package dev.tidemark.dashboard;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;

/** The page and the libraries it loads, served from the classpath. */
final class WebPage {

    private WebPage() {}

    static void mount(HttpRouting.Builder routing) {
        routing.register("/webjars", files("META-INF/resources/webjars", "package.json"))
                .get("/*", WebPage::askEachTime)
                .register("/", files("web", "index.html"));
    }

    /**
     * The files' names carry no version: a browser that trusted its cache could mix those of two
     * releases. They have an ETag, so that asking is cheap.
     */
    private static void askEachTime(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CACHE_CONTROL, "no-cache");
        response.next();
    }

    private static HttpService files(String location, String welcome) {
        return StaticContentFeature.createService(
                ClasspathHandlerConfig.builder().location(location).welcome(welcome).build());
    }
}
