package dev.tidemark.contract.auth;

import dev.tidemark.contract.Names;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import dev.tidemark.contract.http.UnreadBody;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a service's routes: lets a request in by its headers alone, before its body is
 * read, and tells the route for which tenant. A key that is bound to one tenant is refused where
 * the request names another, as {@code X-Tenant-Id} or as the parameter {@code tenant}.
 *
 * <p>A key comes as {@code Authorization: Bearer} or {@code X-API-Key}, never in a URL, which
 * proxies and browsers write down. Without a key file the guard is open. Counts what it refuses in
 * {@code tidemark.auth.refused} by code. Thread-safe.
 */
public final class Guard {

    /** The other header that may carry a key. */
    public static final HeaderName API_KEY = HeaderNames.create("X-API-Key");

    private static final HeaderName TENANT = HeaderNames.create(Names.TENANT_HEADER);
    private static final String BEARER = "bearer ";
    private static final Grant EVERYTHING = Grant.of(Tenants.ALL, Optional.empty(), () -> true);

    private final @Nullable KeyRing keys;
    private final MeterRegistry registry;

    private Guard(@Nullable KeyRing keys, MeterRegistry registry) {
        this.keys = keys;
        this.registry = registry;
    }

    /**
     * The guard that the settings ask for.
     *
     * @param own keys of this process, with which its parts talk to each other
     * @throws KeyFileException if there is to be a key file, and it is missing or broken
     */
    public static Guard of(AuthSettings settings, MeterRegistry registry, ApiKey... own) {
        return settings.keysFile()
                .map(file -> KeyRing.open(new KeyFile(file), List.of(own), System::nanoTime))
                .map(ring -> new Guard(ring, registry))
                .orElseGet(() -> open(registry));
    }

    /** A guard that lets everybody in, for all tenants. */
    public static Guard open(MeterRegistry registry) {
        return new Guard(null, registry);
    }

    static Guard of(KeyRing keys, MeterRegistry registry) {
        return new Guard(keys, registry);
    }

    /** Whether it lets everybody in. */
    public boolean isOpen() {
        return keys == null;
    }

    /** A handler to mount before routes that need this scope; they find a {@link Grant}. */
    public Handler requiring(Scope scope) {
        return handler(request -> admit(request.headers(), scope));
    }

    /** A handler that lets in whom {@code admission} lets in, and refuses whom it refuses. */
    public Handler handler(Function<ServerRequest, Grant> admission) {
        return (request, response) -> enter(request, response, admission);
    }

    private void enter(
            ServerRequest request,
            ServerResponse response,
            Function<ServerRequest, Grant> admission) {
        try {
            Grant grant = admission.apply(request);
            grant.tenant(namedTenants(request));
            grant.attachTo(request);
        } catch (ProblemException e) {
            registry.counter("tidemark.auth.refused", "code", e.problem().code()).increment();
            UnreadBody.refuse(request, response, e.problem());
        }
        response.next();
    }

    private static List<String> namedTenants(ServerRequest request) {
        List<String> named = new ArrayList<>(request.query().all("tenant", List::of));
        if (request.headers().contains(TENANT)) {
            named.addAll(request.headers().get(TENANT).allValues());
        }
        return named;
    }

    /**
     * Lets in by a key in the headers.
     *
     * @throws ProblemException 401 without a key that is good, 403 if that has not the scope
     */
    public Grant admit(Headers headers, Scope scope) {
        KeyRing ring = keys;
        if (ring == null) {
            return EVERYTHING;
        }
        return grant(keyOf(headers, ring), scope);
    }

    /**
     * The key in the headers.
     *
     * @throws ProblemException 401 if there is none that is good
     * @throws IllegalStateException if the guard is open
     */
    public ApiKey key(Headers headers) {
        return keyOf(headers, ring());
    }

    private KeyRing ring() {
        KeyRing ring = keys;
        if (ring == null) {
            throw new IllegalStateException("an open guard knows no keys");
        }
        return ring;
    }

    /**
     * Lets in who has shown the key of this id before.
     *
     * @param until as long as this holds, too
     * @throws ProblemException 401 if the key was revoked since, 403 if it has not the scope
     * @throws IllegalStateException if the guard is open
     */
    public Grant admitAgain(String keyId, Scope scope, BooleanSupplier until) {
        Grant grant = grant(ring().active(keyId).orElseThrow(Guard::unknown), scope);
        return Grant.of(
                grant.tenants(), Optional.of(keyId), () -> until.getAsBoolean() && grant.isValid());
    }

    /** Whether the headers carry something that could be a key, good or not. */
    public static boolean isPresented(Headers headers) {
        return !presented(headers).isEmpty();
    }

    /**
     * Refuses a key without the scope.
     *
     * @throws ProblemException 403
     */
    public static void requireScope(ApiKey key, Scope scope) {
        if (!key.scopes().contains(scope)) {
            throw new ProblemException(
                    Problem.of(
                            403,
                            "forbidden",
                            "this key has not the scope '%s'; it has: %s"
                                    .formatted(scope, key.writtenScopes())));
        }
    }

    private Grant grant(ApiKey key, Scope scope) {
        requireScope(key, scope);
        return Grant.of(key.tenants(), Optional.of(key.id()), () -> isStillGood(key, scope));
    }

    private boolean isStillGood(ApiKey key, Scope scope) {
        return ring().active(key.id())
                .filter(now -> now.hash().equals(key.hash()))
                .filter(now -> now.tenants().equals(key.tenants()))
                .filter(now -> now.scopes().contains(scope))
                .isPresent();
    }

    private static ApiKey keyOf(Headers headers, KeyRing ring) {
        List<String> presented = presented(headers);
        if (presented.isEmpty()) {
            throw unauthorized(
                    "an API key is needed: as Authorization: Bearer KEY, or as X-API-Key: KEY");
        }
        if (presented.stream().distinct().count() > 1) {
            throw unauthorized("the request carries more than one API key");
        }
        return PresentedKey.parse(presented.getFirst())
                .flatMap(ring::find)
                .orElseThrow(Guard::unknown);
    }

    /** An Authorization of another scheme may be meant for a proxy before us. */
    private static List<String> presented(Headers headers) {
        List<String> presented = new ArrayList<>();
        if (headers.contains(HeaderNames.AUTHORIZATION)) {
            headers.get(HeaderNames.AUTHORIZATION).allValues().stream()
                    .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                    .map(value -> value.substring(BEARER.length()).strip())
                    .forEach(presented::add);
        }
        if (headers.contains(API_KEY)) {
            headers.get(API_KEY).allValues().stream().map(String::strip).forEach(presented::add);
        }
        return presented;
    }

    private static ProblemException unknown() {
        return unauthorized("the API key is not known, or was revoked");
    }

    private static ProblemException unauthorized(String detail) {
        return new ProblemException(Problem.of(401, "unauthorized", detail));
    }
}
