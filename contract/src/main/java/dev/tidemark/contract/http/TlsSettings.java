package dev.tidemark.contract.http;

import dev.tidemark.contract.config.Secret;
import dev.tidemark.contract.config.Violations;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import io.helidon.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The certificate of a server: a chain and its key as PEM, or a keystore with both.
 *
 * @param certificate path of the PEM chain, the server's own certificate first
 * @param privateKey path of its PEM key
 * @param keystore path of a PKCS#12 keystore that is used instead
 * @param password of the PEM key or the keystore, if it has one
 */
public record TlsSettings(String certificate, String privateKey, String keystore, Secret password) {

    /** Plain HTTP. */
    public static final TlsSettings NONE = new TlsSettings("", "", "", Secret.NONE);

    /**
     * Checks that they fit together.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException if not
     */
    public TlsSettings {
        Violations violations = new Violations();
        violations.require(
                certificate.isEmpty() == privateKey.isEmpty(),
                "server.tls.certificate",
                certificate,
                "goes together with server.tls.private-key");
        violations.require(
                keystore.isEmpty() || certificate.isEmpty(),
                "server.tls.keystore",
                keystore,
                "stands in place of server.tls.certificate");
        violations.throwIfAny();
    }

    /**
     * Reads {@code certificate}, {@code private-key}, {@code keystore} and {@code password} of the
     * node.
     */
    static TlsSettings from(Config config) {
        return new TlsSettings(
                config.get("certificate").asString().orElse(""),
                config.get("private-key").asString().orElse(""),
                config.get("keystore").asString().orElse(""),
                new Secret(config.get("password").asString().orElse("")));
    }

    /** Whether there is a certificate at all. */
    public boolean isOn() {
        return !certificate.isEmpty() || !keystore.isEmpty();
    }

    /**
     * Reads the files.
     *
     * @throws IllegalStateException if they cannot be used
     */
    Tls toTls() {
        try {
            Keys keys = keys();
            return Tls.builder().privateKey(keys).privateKeyCertChain(keys).build();
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "the certificate of server.tls cannot be used: " + e.getMessage(), e);
        }
    }

    private Keys keys() {
        return keystore.isEmpty() ? pemKeys() : keystoreKeys();
    }

    private Keys pemKeys() {
        return Keys.builder()
                .pem(
                        pem -> {
                            pem.certChain(Resource.create(Path.of(certificate)))
                                    .key(Resource.create(Path.of(privateKey)));
                            if (password.isSet()) {
                                pem.keyPassphrase(password.value());
                            }
                        })
                .build();
    }

    /** The first key of the store: Helidon's own reader wants to be told its alias. */
    private Keys keystoreKeys() {
        char[] letters = password.value().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance(Path.of(keystore).toFile(), letters);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, letters) instanceof PrivateKey key) {
                    List<X509Certificate> chain =
                            Stream.of(store.getCertificateChain(alias))
                                    .map(X509Certificate.class::cast)
                                    .toList();
                    return Keys.builder().privateKey(key).certChain(chain).build();
                }
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e.toString(), e);
        }
        throw new IllegalStateException(keystore + " holds no private key");
    }
}
