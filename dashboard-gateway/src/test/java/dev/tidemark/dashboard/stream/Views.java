package dev.tidemark.dashboard.stream;

import dev.tidemark.contract.WindowSize;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Views for tests. */
final class Views {

    /** All types of {@code acme}, ten windows of a minute, each second; nothing extra. */
    static final View ACME =
            new View(
                    "acme",
                    WindowSize.ONE_MINUTE,
                    Duration.ofMinutes(10),
                    Set.of(),
                    Duration.ofSeconds(1));

    private Views() {}

    /** Query parameters, each there once. */
    static Parameters parameters(Map<String, String> values) {
        return name ->
                values.entrySet().stream()
                        .filter(parameter -> parameter.getKey().equals(name))
                        .map(Map.Entry::getValue)
                        .toList();
    }
}
