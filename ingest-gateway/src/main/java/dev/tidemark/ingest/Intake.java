package dev.tidemark.ingest;

import dev.tidemark.contract.config.Violations;
import dev.tidemark.ingest.http.BatchSettings;
import dev.tidemark.ingest.limit.LimitSettings;
import dev.tidemark.ingest.otlp.OtlpSettings;
import dev.tidemark.ingest.publish.PublishSettings;
import io.helidon.config.Config;
import java.util.Optional;

/**
 * How a gateway takes events in, wherever they come from and go to. Immutable.
 *
 * @param publish how long to wait for Kafka
 * @param batch bounds of one batch
 * @param otlp what is made of OTLP metrics
 * @param limits what is taken on at a time, and of each tenant
 */
public record Intake(
        PublishSettings publish, BatchSettings batch, OtlpSettings otlp, LimitSettings limits) {

    /** Everything as by default. */
    public static final Intake DEFAULT =
            new Intake(
                    PublishSettings.DEFAULT,
                    BatchSettings.DEFAULT,
                    OtlpSettings.DEFAULT,
                    LimitSettings.DEFAULT);

    /**
     * Reads the nodes {@code publish}, {@code batch}, {@code otlp} and {@code limits} of the node
     * {@code ingest}.
     *
     * @throws dev.tidemark.contract.config.InvalidConfigException with every broken rule
     */
    public static Intake from(Config ingest) {
        Violations violations = new Violations();
        Optional<PublishSettings> publish =
                violations.attempt(
                        "ingest.publish", () -> PublishSettings.from(ingest.get("publish")));
        Optional<BatchSettings> batch =
                violations.attempt("ingest.batch", () -> BatchSettings.from(ingest.get("batch")));
        Optional<OtlpSettings> otlp =
                violations.attempt("ingest.otlp", () -> OtlpSettings.from(ingest.get("otlp")));
        Optional<LimitSettings> limits =
                violations.attempt("ingest.limits", () -> LimitSettings.from(ingest.get("limits")));
        violations.throwIfAny();
        return new Intake(
                publish.orElseThrow(),
                batch.orElseThrow(),
                otlp.orElseThrow(),
                limits.orElseThrow());
    }
}
