package dev.tidemark.ingest;

import dev.tidemark.ingest.publish.KafkaReachability;
import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;

/** Ready while Kafka answers. Not a matter of liveness: a restart does not bring Kafka back. */
final class KafkaHealth implements HealthCheck {

    private final KafkaReachability reachability;
    private final KafkaReachability.Probe probe;

    KafkaHealth(KafkaReachability reachability, KafkaReachability.Probe probe) {
        this.reachability = reachability;
        this.probe = probe;
    }

    @Override
    public HealthCheckType type() {
        return HealthCheckType.READINESS;
    }

    @Override
    public String name() {
        return "ingest-kafka";
    }

    @Override
    public HealthCheckResponse call() {
        KafkaReachability.Observation seen = reachability.now(probe);
        HealthCheckResponse.Builder response =
                HealthCheckResponse.builder().status(seen.reachable());
        return seen.reachable()
                ? response.build()
                : response.detail("reason", seen.failure()).build();
    }
}
