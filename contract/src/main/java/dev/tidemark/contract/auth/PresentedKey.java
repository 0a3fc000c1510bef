package dev.tidemark.contract.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as somebody presents it, {@code tdm_<id>_<secret>}, of which only the hash of the secret is
 * held. Immutable; says nothing about whether such a key exists.
 */
final class PresentedKey {

    private static final Pattern WRITTEN =
            Pattern.compile("tdm_([a-z0-9]{1,32})_([A-Za-z0-9_-]{1,128})");

    private final String id;
    private final byte[] hash;

    private PresentedKey(String id, byte[] hash) {
        this.id = id;
        this.hash = hash;
    }

    /** The key in this text; empty if it has another form. */
    static Optional<PresentedKey> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        return matcher.matches()
                ? Optional.of(new PresentedKey(matcher.group(1), hashOf(matcher.group(2))))
                : Optional.empty();
    }

    static String write(String id, String secret) {
        return "tdm_" + id + "_" + secret;
    }

    /**
     * SHA-256, once and without salt: a secret of 256 random bits cannot be guessed, so that a slow
     * hash would add nothing but cost to each request.
     */
    static byte[] hashOf(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    String id() {
        return id;
    }

    /** Whether it has this hash; takes as long for any that it has not. */
    boolean hasHash(byte[] expected) {
        return MessageDigest.isEqual(expected, hash);
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "PresentedKey[" + id + "]";
    }
}
