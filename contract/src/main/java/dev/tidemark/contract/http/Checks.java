package dev.tidemark.contract.http;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import java.util.function.Supplier;

/** Health checks, each from one function. */
public final class Checks {

    private Checks() {}

    /** A check that calls {@code answer}, which must be quick and thread-safe. */
    public static HealthCheck of(
            String name, HealthCheckType type, Supplier<HealthCheckResponse> answer) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public HealthCheckType type() {
                return type;
            }

            @Override
            public HealthCheckResponse call() {
                return answer.get();
            }
        };
    }
}
