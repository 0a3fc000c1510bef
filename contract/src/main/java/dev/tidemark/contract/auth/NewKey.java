package dev.tidemark.contract.auth;

import dev.tidemark.contract.config.Secret;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/**
 * A key that was just made, the only moment at which its secret is known.
 *
 * @param stored what is kept of it
 * @param written what its owner gets, {@code tdm_<id>_<secret>}
 */
public record NewKey(ApiKey stored, Secret written) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;

    /**
     * Makes a key of 256 random bits.
     *
     * @throws IllegalArgumentException if the name or the scopes break a rule
     */
    public static NewKey generate(String name, Set<Scope> scopes, Tenants tenants, Instant now) {
        String id = HexFormat.of().formatHex(random(ID_BYTES));
        String secret =
                Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_BYTES));
        String hash = HexFormat.of().formatHex(PresentedKey.hashOf(secret));
        return new NewKey(
                new ApiKey(id, name, hash, scopes, tenants, now, null),
                new Secret(PresentedKey.write(id, secret)));
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }
}
