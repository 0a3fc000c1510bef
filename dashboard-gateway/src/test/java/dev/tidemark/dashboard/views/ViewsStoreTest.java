package dev.tidemark.dashboard.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ViewsStoreTest {

    private static Stored list(int views) {
        return ViewsJson.stored(1, List.of(new SavedView("a", "b", "c".repeat(views), false)));
    }

    @Property
    void shouldHoldTheNewestOfEachOwnerAndKnowItsBytes(
            @ForAll List<@IntRange(max = 49) Integer> written) {
        ViewsStore store = new ViewsStore();
        Map<String, Stored> newest = new HashMap<>();
        for (int item : written) {
            Stored list = list(item);
            store.apply("acme/" + item % 5, list);
            newest.put("acme/" + item % 5, list);
        }

        newest.forEach((owner, list) -> assertThat(store.find(owner)).isSameAs(list));
        assertThat(store.bytes())
                .isEqualTo(newest.values().stream().mapToLong(list -> list.json().length).sum());
    }

    @Test
    void shouldGiveAnEmptyListToWhoNeverWrote() {
        assertThat(new ViewsStore().find("acme/x").etag()).isEqualTo("\"0\"");
        assertThat(new ViewsStore().find("acme/x").json())
                .asString()
                .isEqualTo("{\"revision\":0,\"views\":[]}");
    }

    @Test
    void shouldWaitUntilTheTopicIsReadSoFar() throws InterruptedException {
        ViewsStore store = new ViewsStore();
        Thread follower = Thread.ofVirtual().start(() -> store.reached(7));

        assertThat(store.await(7, Duration.ofSeconds(10))).isTrue();
        assertThat(store.await(8, Duration.ofMillis(1))).isFalse();
        follower.join();
    }
}
