package dev.tidemark.dashboard;

import dev.tidemark.dashboard.stream.StreamParameters;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The page, the elements and the client for other pages, and the libraries they load, from the
 * classpath.
 *
 * <p>Each file is read and compressed when it is first asked for and then kept, as are their few
 * names: what is not there is looked for each time. Thread-safe.
 */
final class WebPage {

    /** No part begins with a dot, so none leads out; the last has an ending, so it is no folder. */
    private static final Pattern FILE =
            Pattern.compile(
                    "/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9]+)+");

    private static final String LIBRARIES = "/webjars/";

    /**
     * The files' names carry no version: a browser that trusted its cache could mix those of two
     * releases. They have an ETag, so that asking is cheap.
     */
    private static final Header ASK_EACH_TIME =
            HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-cache");

    /** The names of libraries have their versions. */
    private static final Header KEEP =
            HeaderValues.create(HeaderNames.CACHE_CONTROL, "max-age=31536000, immutable");

    /** Modules are loaded by any page that embeds an element; they hold no figures. */
    private static final Header FOR_ANY_PAGE =
            HeaderValues.create(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");

    private static final Header BY_ENCODING =
            HeaderValues.create(HeaderNames.VARY, "Accept-Encoding");
    private static final Header GZIP = HeaderValues.create(HeaderNames.CONTENT_ENCODING, "gzip");
    private static final Header AS_TOLD =
            HeaderValues.create(HeaderNames.create("X-Content-Type-Options"), "nosniff");
    private static final Header NO_REFERRER =
            HeaderValues.create(HeaderNames.create("Referrer-Policy"), "no-referrer");

    private static final String OWN_ONLY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data: blob:; connect-src 'self'; worker-src 'self';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors ";

    /** Only the page for frames may be framed by others: it has nothing to be tricked into. */
    private static final Map<String, Header> POLICIES =
            Map.of("/index.html", policy("'self'"), "/embed.html", policy("*"));

    private final Map<String, WebFile> files = new ConcurrentHashMap<>();

    private WebPage() {}

    static void mount(HttpRouting.Builder routing) {
        WebPage page = new WebPage();
        routing.get("/*", page::send).head("/*", page::send);
    }

    private static Header policy(String framedBy) {
        return HeaderValues.create(
                HeaderNames.create("Content-Security-Policy"), OWN_ONLY + framedBy);
    }

    private void send(ServerRequest request, ServerResponse response) {
        String asked = request.path().path();
        String path = asked.equals("/") ? "/index.html" : asked;
        Optional<WebFile> file = find(path);
        if (file.isEmpty()) {
            response.next();
            return;
        }
        boolean gzip = StreamParameters.takesGzip(request);
        response.header(path.startsWith(LIBRARIES) ? KEEP : ASK_EACH_TIME)
                .header(BY_ENCODING)
                .header(AS_TOLD)
                .header(HeaderNames.ETAG, file.get().tag(gzip));
        if (POLICIES.containsKey(path)) {
            response.header(POLICIES.get(path)).header(NO_REFERRER);
        } else {
            response.header(FOR_ANY_PAGE);
        }
        send(file.get(), gzip, request, response);
    }

    private static void send(
            WebFile file, boolean gzip, ServerRequest request, ServerResponse response) {
        if (request.headers().contains(HeaderNames.IF_NONE_MATCH)
                && request.headers()
                        .get(HeaderNames.IF_NONE_MATCH)
                        .allValues(true)
                        .contains(file.tag(gzip))) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, file.contentType());
        if (gzip) {
            response.header(GZIP);
        }
        response.send(file.bytes(gzip));
    }

    private Optional<WebFile> find(String path) {
        WebFile known = files.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        if (!FILE.matcher(path).matches()) {
            return Optional.empty();
        }
        Optional<WebFile> read = read(path);
        read.ifPresent(file -> files.put(path, file));
        return read;
    }

    private static Optional<WebFile> read(String path) {
        String folder = path.startsWith(LIBRARIES) ? "/META-INF/resources" : "/web";
        try (InputStream in = WebPage.class.getResourceAsStream(folder + path)) {
            return in == null ? Optional.empty() : Optional.of(WebFile.of(path, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("the classpath cannot be read: " + path, e);
        }
    }
}
