package dev.tidemark.dashboard.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tidemark.contract.auth.ApiKey;
import dev.tidemark.contract.auth.AuthSettings;
import dev.tidemark.contract.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signed, short-lived stand-ins for keys: JSON web tokens, HS256.
 *
 * <p>Gateways that share {@code auth.session-secret} accept each other's; without one, a token ends
 * with the process that made it. Thread-safe.
 */
final class SessionTokens {

    private static final String AUDIENCE = "tidemark-dashboard";
    private static final String TENANT = "tenant";
    private static final String SCOPE = "scope";
    private static final String READ = "read";
    private static final int SECRET_BYTES = 32;

    private final byte[] secret;
    private final Duration maxAge;
    private final Clock clock;

    /**
     * What a good token says.
     *
     * @param keyId the key that was shown for it
     * @param tenant the key's tenant, or {@code *} for all
     * @param until when it ends
     */
    record Session(String keyId, String tenant, Instant until) {}

    SessionTokens(AuthSettings settings, Clock clock) {
        this.secret = secretOf(settings.sessionSecret());
        this.maxAge = settings.sessionMaxAge();
        this.clock = clock;
    }

    private static byte[] secretOf(Secret configured) {
        if (configured.isSet()) {
            return configured.value().getBytes(StandardCharsets.UTF_8);
        }
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return random;
    }

    Duration maxAge() {
        return maxAge;
    }

    boolean isOver(Session session) {
        return !clock.instant().isBefore(session.until());
    }

    /** A token for whoever has shown this key. */
    String issue(ApiKey key) {
        Instant now = clock.instant();
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .audience(AUDIENCE)
                        .subject(key.id())
                        .claim(TENANT, key.tenants().name())
                        .claim(SCOPE, READ)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(maxAge)))
                        .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalStateException("a session cannot be signed", e);
        }
        return token.serialize();
    }

    /** What the token says, if this or a gateway with the same secret made it and it lasts. */
    Optional<Session> verify(String text) {
        try {
            SignedJWT token = SignedJWT.parse(text);
            // The token does not choose how it is checked.
            if (!JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm())
                    || !token.verify(new MACVerifier(secret))) {
                return Optional.empty();
            }
            return session(token.getJWTClaimsSet()).filter(it -> !isOver(it));
        } catch (ParseException | JOSEException | IllegalStateException e) {
            // Anybody can send anything in a cookie.
            return Optional.empty();
        }
    }

    private static Optional<Session> session(JWTClaimsSet claims) throws ParseException {
        @Nullable String keyId = claims.getSubject();
        @Nullable String tenant = claims.getStringClaim(TENANT);
        @Nullable Date until = claims.getExpirationTime();
        boolean ours =
                List.of(AUDIENCE).equals(claims.getAudience())
                        && READ.equals(claims.getStringClaim(SCOPE));
        return ours && keyId != null && tenant != null && until != null
                ? Optional.of(new Session(keyId, tenant, until.toInstant()))
                : Optional.empty();
    }
}
