package dev.tidemark.aggregator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TopologyShapeTest {

    /**
     * Stores and internal topics are found again by their names: a change of this text is a
     * migration of every installation.
     */
    @Test
    void shouldKeepItsNamesAndItsShape() throws IOException {
        assertThat(MetricsDriver.topology(reason -> {}).describe().toString().strip())
                .isEqualTo(golden().strip());
    }

    private static String golden() throws IOException {
        try (InputStream in = TopologyShapeTest.class.getResourceAsStream("topology.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
