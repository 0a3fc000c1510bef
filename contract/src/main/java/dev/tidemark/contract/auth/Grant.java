package dev.tidemark.contract.auth;

import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What a request may do after it was let in: for which tenants, and for how long. Thread-safe. */
public final class Grant {

    private final Tenants tenants;
    private final Optional<String> keyId;
    private final BooleanSupplier valid;

    private Grant(Tenants tenants, Optional<String> keyId, BooleanSupplier valid) {
        this.tenants = tenants;
        this.keyId = keyId;
        this.valid = valid;
    }

    /** For these tenants, by this key, for as long as this holds. */
    static Grant of(Tenants tenants, Optional<String> keyId, BooleanSupplier valid) {
        return new Grant(tenants, keyId, valid);
    }

    /**
     * The grant that the guard gave to a request.
     *
     * @throws IllegalStateException if no guard stands before the route
     */
    public static Grant of(ServerRequest request) {
        return request.context()
                .get(Grant.class)
                .orElseThrow(() -> new IllegalStateException("no guard stands before this route"));
    }

    /** Leaves it with the request, for the route behind. */
    public void attachTo(ServerRequest request) {
        request.context().register(this);
    }

    /** For whom. */
    public Tenants tenants() {
        return tenants;
    }

    /** The id of the key that it was given for; none where no keys are needed. */
    public Optional<String> keyId() {
        return keyId;
    }

    /** Whether it still holds: a stream that goes on for hours asks now and then. */
    public boolean isValid() {
        return valid.getAsBoolean();
    }

    /**
     * The tenant that is meant: the one that is bound to, else the one that was asked for, if any.
     *
     * @param asked each tenant that the request names
     * @throws ProblemException 403 if it names another than it is bound to
     */
    public Optional<String> tenant(List<String> asked) {
        asked.forEach(this::require);
        return tenants.areAll() ? asked.stream().findFirst() : Optional.of(tenants.name());
    }

    /**
     * Refuses what is not of one tenant.
     *
     * @throws ProblemException 403 if it is bound to one
     */
    public void requireAll() {
        if (!tenants.areAll()) {
            throw forbidden("this key is bound to one tenant");
        }
    }

    private void require(String tenant) {
        if (!tenants.include(tenant)) {
            throw forbidden("this key is bound to another tenant than the request names");
        }
    }

    private static ProblemException forbidden(String detail) {
        return new ProblemException(Problem.of(403, "forbidden", detail));
    }
}
