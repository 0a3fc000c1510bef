package dev.tidemark.dashboard.views;

import dev.tidemark.contract.Names;
import dev.tidemark.contract.auth.Grant;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import dev.tidemark.contract.http.UnreadBody;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET} and {@code PUT /api/views}: the saved views of the caller. Whose they are: the key's,
 * or without keys those of the browser that says its id. Thread-safe.
 */
public final class ViewsRoute {

    private static final HeaderName TENANT = HeaderNames.create(Names.TENANT_HEADER);
    private static final HeaderName BROWSER = HeaderNames.create("X-Tidemark-Browser");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");
    private static final int MAX_BODY_BYTES = 256 * 1024;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final @Nullable ViewsLog log;

    /** Over this log, which outlives it; without one, there are no views here. */
    public ViewsRoute(Optional<ViewsLog> log) {
        this.log = log.orElse(null);
    }

    /** Gives the list. */
    public void get(ServerRequest request, ServerResponse response) {
        String owner = owner(request);
        send(response, log().find(owner).orElseThrow(ViewsRoute::loading));
    }

    /** Replaces the list. */
    public void put(ServerRequest request, ServerResponse response) {
        String owner;
        Set<Long> known;
        try {
            owner = owner(request);
            requireJson(request);
            known = known(request);
            requireLength(request);
            if (log().find(owner).isEmpty()) {
                throw loading();
            }
        } catch (ProblemException e) {
            UnreadBody.refuse(request, response, e.problem());
            return;
        }
        List<SavedView> views = ViewsJson.parse(body(request, response));
        switch (log().replace(owner, known, views)) {
            case WriteOutcome.Saved(Stored list) -> send(response, list);
            case WriteOutcome.Changed(Stored current) ->
                    throw refused(
                            412,
                            "views_changed",
                            "the views were changed meanwhile: they have the ETag "
                                    + current.etag());
            case WriteOutcome.Full full ->
                    throw refused(507, "views_full", "this installation has no room for more");
            case WriteOutcome.Unavailable(String detail) -> throw unavailable(detail);
        }
    }

    private ViewsLog log() {
        if (log == null) {
            throw refused(
                    404,
                    "views_off",
                    "this gateway keeps no views: its kafka.bootstrap-servers is not set");
        }
        return log;
    }

    private static void send(ServerResponse response, Stored list) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(HeaderNames.ETAG, list.etag())
                .send(list.json());
    }

    /**
     * The key of the record; no tenant has a slash in its name, and no key's id looks as a UUID.
     */
    private static String owner(ServerRequest request) {
        Grant grant = Grant.of(request);
        List<String> asked =
                request.query()
                        .first("tenant")
                        .asOptional()
                        .or(() -> request.headers().first(TENANT))
                        .map(List::of)
                        .orElse(List.of());
        String tenant = grant.tenant(asked).orElse(Names.DEFAULT_TENANT);
        if (!Names.isTenant(tenant)) {
            throw new ProblemException(Problem.invalidParameter("tenant", Names.TENANT_RULE));
        }
        return tenant
                + "/"
                + grant.keyId().map(id -> "key:" + id).orElseGet(() -> browser(request));
    }

    private static String browser(ServerRequest request) {
        String id = request.headers().first(BROWSER).orElse("").toLowerCase(Locale.ROOT);
        if (!UUID.matcher(id).matches()) {
            throw new ProblemException(
                    Problem.invalidParameter(
                            BROWSER.defaultCase(),
                            "must be a UUID that the browser keeps, where no key says whose views"
                                    + " they are"));
        }
        return "browser:" + id;
    }

    /** A form of another site can send no such thing without being asked for its origin. */
    private static void requireJson(ServerRequest request) {
        String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        String bare = type.split(";", 2)[0].strip();
        if (!bare.equalsIgnoreCase("application/json")) {
            throw refused(
                    415,
                    "unsupported_media_type",
                    "the header Content-Type must be application/json");
        }
    }

    private static Set<Long> known(ServerRequest request) {
        if (!request.headers().contains(HeaderNames.IF_MATCH)) {
            throw refused(
                    428,
                    "if_match_required",
                    "the header If-Match must hold the ETag of the views that are replaced");
        }
        return request.headers().get(HeaderNames.IF_MATCH).allValues().stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(tag -> TAG.matcher(tag.strip()))
                .filter(Matcher::matches)
                .map(tag -> Long.valueOf(tag.group(1)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void requireLength(ServerRequest request) {
        if (request.headers().contentLength().orElse(0) > MAX_BODY_BYTES) {
            throw new ProblemException(tooLarge());
        }
    }

    private static byte[] body(ServerRequest request, ServerResponse response) {
        // Not closed: closing reads on to the end, and a body that is too large may have none.
        InputStream in = request.content().inputStream();
        try {
            byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                UnreadBody.refuseAndClose(request, response, tooLarge(), () -> in);
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException("the body could not be read", e);
        }
    }

    private static Problem tooLarge() {
        return Problem.of(
                413,
                "payload_too_large",
                "the body must have at most %d bytes".formatted(MAX_BODY_BYTES));
    }

    private static ProblemException loading() {
        return unavailable("the views are not read from Kafka yet");
    }

    private static ProblemException unavailable(String detail) {
        return new ProblemException(Problem.unavailable("views_unavailable", detail, RETRY_AFTER));
    }

    private static ProblemException refused(int status, String code, String detail) {
        return new ProblemException(Problem.of(status, code, detail));
    }
}
