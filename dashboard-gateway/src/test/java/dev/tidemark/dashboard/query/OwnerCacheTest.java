package dev.tidemark.dashboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.query.Owner;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OwnerCacheTest {

    private static final Owner OWNER = new Owner(1, "a:1", List.of());

    @Test
    void shouldDropTheTenantThatWasNotAskedForLongest() {
        OwnerCache cache = new OwnerCache(2);
        cache.remember("a", OWNER);
        cache.remember("b", OWNER);
        assertThat(cache.find("a")).contains(OWNER);

        cache.remember("c", OWNER);

        assertThat(cache.find("b")).isEmpty();
        assertThat(cache.find("a")).contains(OWNER);
        assertThat(cache.find("c")).contains(OWNER);
    }

    @Test
    void shouldTellWhetherThereWasSomethingToForget() {
        OwnerCache cache = new OwnerCache(2);
        cache.remember("a", OWNER);

        assertThat(cache.forget("a")).isTrue();
        assertThat(cache.forget("a")).isFalse();
    }
}
