package dev.tidemark.contract.auth;

import dev.tidemark.contract.config.Secret;
import dev.tidemark.contract.config.Violations;
import dev.tidemark.contract.http.ServerSettings;
import io.helidon.config.Config;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether keys are needed, and how long a browser stays signed in.
 *
 * @param keys path of the key file; empty for none, which lets everybody in
 * @param insecure whether to let everybody in from other machines, too
 * @param sessionSecret with which sessions are signed; none for one of the process's own
 * @param sessionMaxAge how long a session lasts
 */
public record AuthSettings(
        String keys, boolean insecure, Secret sessionSecret, Duration sessionMaxAge) {

    /** A working day and its overtime. */
    private static final Duration DEFAULT_MAX_AGE = Duration.ofHours(12);

    /** HS256 wants a key of at least the 256 bits of its hash. */
    private static final int MIN_SECRET_BYTES = 32;

    /** No keys, from this machine only. */
    public static final AuthSettings NONE =
            new AuthSettings("", false, Secret.NONE, DEFAULT_MAX_AGE);

    /**
     * Checks the values.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException with every violation
     */
    public AuthSettings {
        Violations violations = new Violations();
        violations.require(
                sessionMaxAge.toSeconds() > 0,
                "auth.session-max-age",
                sessionMaxAge,
                "must be at least a second");
        int bytes = sessionSecret.value().getBytes(StandardCharsets.UTF_8).length;
        violations.require(
                !sessionSecret.isSet() || bytes >= MIN_SECRET_BYTES,
                "auth.session-secret",
                sessionSecret,
                "must have at least 32 bytes");
        violations.throwIfAny();
    }

    /**
     * Reads {@code keys-file}, {@code insecure}, {@code session-secret} and {@code session-max-age}
     * of the node.
     *
     * @param server where the service listens, which decides what it may do without keys
     * @throws dev.tidemark.contract.config.InvalidConfigException with every violation
     */
    public static AuthSettings from(Config config, ServerSettings server) {
        AuthSettings settings = from(config);
        Violations violations = new Violations();
        violations.require(
                settings.isSafeAt(server.host()),
                "server.host",
                server.host(),
                "without API keys only this machine may ask; set auth.keys-file (./tidemark key"
                        + " create makes one), or auth.insecure=true to let everybody in");
        violations.throwIfAny();
        return settings;
    }

    /**
     * Reads the same, and leaves it to the caller where it may listen.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException with every violation
     */
    public static AuthSettings from(Config config) {
        Violations violations = new Violations();
        Duration maxAge = violations.duration(config.get("session-max-age"), DEFAULT_MAX_AGE);
        violations.throwIfAny();
        return new AuthSettings(
                config.get("keys-file").asString().orElse(""),
                config.get("insecure").asBoolean().orElse(false),
                new Secret(config.get("session-secret").asString().orElse("")),
                maxAge);
    }

    /** The key file, if keys are needed. */
    public Optional<Path> keysFile() {
        return keys.isEmpty() ? Optional.empty() : Optional.of(Path.of(keys));
    }

    /** The same with this key file. */
    public AuthSettings withKeysFile(Path file) {
        return new AuthSettings(file.toString(), insecure, sessionSecret, sessionMaxAge);
    }

    /** The same, letting everybody in from other machines or not. */
    public AuthSettings withInsecure(boolean other) {
        return new AuthSettings(keys, other, sessionSecret, sessionMaxAge);
    }

    /** Whether a service may listen at this address: with keys, on loopback, or when told so. */
    public boolean isSafeAt(String host) {
        return !keys.isEmpty() || insecure || isLoopback(host);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** One sentence for the log of a service that starts. */
    public String told() {
        if (!keys.isEmpty()) {
            return "API keys are needed: " + keys;
        }
        return insecure
                ? "no API keys: everybody who reaches this address may send and read everything"
                : "no API keys: everybody on this machine may send and read everything";
    }
}
