package dev.tidemark.contract.auth;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key: everything but its secret. Immutable.
 *
 * @param id tells keys apart; not secret
 * @param name for people; may be empty
 * @param hash SHA-256 of the secret, 64 lower-case hexadecimal digits
 * @param scopes what it may be used for, at least one
 * @param tenants for whom
 * @param created when it was made
 * @param revoked since when it is refused; null while it is not
 */
public record ApiKey(
        String id,
        String name,
        String hash,
        Set<Scope> scopes,
        Tenants tenants,
        Instant created,
        @Nullable Instant revoked) {

    private static final Pattern ID = Pattern.compile("[a-z0-9]{1,32}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int MAX_NAME = 100;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException with the first one that breaks its rule
     */
    public ApiKey {
        require(ID.matcher(id).matches(), "id", "must be 1 to 32 lower-case letters and digits");
        require(
                name.length() <= MAX_NAME && name.chars().noneMatch(Character::isISOControl),
                "name",
                "must have at most 100 characters, and no control characters");
        require(HASH.matcher(hash).matches(), "hash", "must be 64 lower-case hexadecimal digits");
        require(!scopes.isEmpty(), "scopes", "must name at least one");
        scopes = Set.copyOf(scopes);
    }

    private static void require(boolean holds, String field, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(field + " " + rule);
        }
    }

    /** Whether it is still good. */
    public boolean isActive() {
        return revoked == null;
    }

    /** Its scopes with commas between, always in the same order. */
    public String writtenScopes() {
        return String.join(",", EnumSet.copyOf(scopes).stream().map(Scope::toString).toList());
    }

    /** The same, refused from then on; unchanged if it already is. */
    public ApiKey revokedAt(Instant when) {
        return isActive() ? new ApiKey(id, name, hash, scopes, tenants, created, when) : this;
    }

    byte[] hashBytes() {
        return HexFormat.of().parseHex(hash);
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "ApiKey[id=%s, scopes=%s, tenants=%s]".formatted(id, writtenScopes(), tenants);
    }
}
