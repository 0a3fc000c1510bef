package dev.tidemark.dashboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.config.Secret;
import dev.tidemark.contract.query.Extras;
import dev.tidemark.contract.query.QueryFailure;
import dev.tidemark.contract.query.ViewQuery;
import dev.tidemark.dashboard.Answers;
import dev.tidemark.dashboard.FakeAggregator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class QueryClientTest {

    private static final ViewQuery QUERY =
            new ViewQuery("acme", WindowSize.ONE_MINUTE, 0, 540_000, Set.of("error", "api_call"));

    private final FakeAggregator first = FakeAggregator.start();
    private final FakeAggregator second = FakeAggregator.start();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private QueryClient client(Duration deadline, String... aggregators) {
        return new QueryClient(
                new QuerySettings(List.of(aggregators), deadline, 10, Secret.NONE), registry);
    }

    private QueryClient client(String... aggregators) {
        return client(Duration.ofSeconds(10), aggregators);
    }

    @Test
    void shouldAskTheOwnerThatAnyAggregatorNames() {
        first.tellsOwner(second.address());
        second.answers(Answers.pageViews(3));
        try (QueryClient client = client(first.address())) {
            QueryResult result = client.read(QUERY);

            assertThat(result).isEqualTo(new QueryResult.Answered(Answers.pageViews(3)));
            assertThat(second.lastTarget())
                    .isEqualTo(
                            "/query/v1/view?tenant=acme&window=1m&from=0&to=540000"
                                    + "&types=api_call%2Cerror");
            assertThat(first.viewCalls()).isZero();
        }
    }

    @Test
    void shouldSayThatAnAggregatorIsTooOldForAQuestion() {
        first.isOld();
        ViewQuery ofPart =
                new ViewQuery(
                        "acme",
                        WindowSize.ONE_MINUTE,
                        0,
                        0,
                        Set.of(),
                        Extras.NONE,
                        Optional.of(new SeriesKey.Part("page", "/")));
        try (QueryClient client = client(first.address())) {
            assertThat(client.read(ofPart))
                    .isEqualTo(
                            new QueryResult.Unreachable(
                                    first.address()
                                            + " does not know /query/v2/view: it is older than"
                                            + " this gateway; upgrade the aggregators"));
            assertThat(client.read(QUERY)).isInstanceOf(QueryResult.Answered.class);
        }
    }

    @Test
    void shouldRememberTheOwnerOfATenant() {
        try (QueryClient client = client(first.address())) {
            client.read(QUERY);
            client.read(QUERY);

            assertThat(first.ownerCalls()).isEqualTo(1);
            assertThat(first.viewCalls()).isEqualTo(2);
        }
    }

    @Test
    void shouldAskAnewOnceWhenTheOwnerHasChanged() {
        first.fails(QueryFailure.NOT_OWNER);
        second.answers(Answers.pageViews(5));
        try (QueryClient client = client(first.address())) {
            client.read(QUERY);
            first.tellsOwner(second.address());

            QueryResult result = client.read(QUERY);

            assertThat(result).isEqualTo(new QueryResult.Answered(Answers.pageViews(5)));
        }
    }

    @Test
    void shouldAskAnewOnceAndNotForEverWhenNobodyOwnsTheTenant() {
        first.fails(QueryFailure.NOT_OWNER);
        try (QueryClient client = client(first.address())) {
            QueryResult result = client.read(QUERY);

            assertThat(result)
                    .isEqualTo(new QueryResult.Failed(QueryFailure.NOT_OWNER, "told to fail"));
            assertThat(first.viewCalls()).isEqualTo(2);
        }
    }

    @Test
    void shouldNotRepeatAReadThatIsNotReady() {
        first.fails(QueryFailure.NOT_READY);
        try (QueryClient client = client(first.address())) {
            QueryResult result = client.read(QUERY);

            assertThat(result)
                    .isEqualTo(new QueryResult.Failed(QueryFailure.NOT_READY, "told to fail"));
            assertThat(first.viewCalls()).isEqualTo(1);
            assertThat(
                            registry.counter(
                                            "tidemark.dashboard.query.failures",
                                            "reason",
                                            "not_ready")
                                    .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldFindTheNewOwnerWhenTheOldOneIsGone() {
        FakeAggregator gone = FakeAggregator.start();
        first.tellsOwner(gone.address());
        second.answers(Answers.pageViews(7));
        try (QueryClient client = client(first.address())) {
            client.read(QUERY);
            gone.close();
            first.tellsOwner(second.address());

            QueryResult result = client.read(QUERY);

            assertThat(result).isEqualTo(new QueryResult.Answered(Answers.pageViews(7)));
        }
    }

    @Test
    void shouldAskTheNextAggregatorWhenOneIsDown() {
        second.answers(Answers.pageViews(2));
        first.close();
        try (QueryClient client = client(first.address(), second.address())) {
            QueryResult result = client.read(QUERY);

            assertThat(result).isEqualTo(new QueryResult.Answered(Answers.pageViews(2)));
        }
    }

    @Test
    void shouldGiveUpAtTheDeadlineThoughHeadersCame() {
        first.hangs();
        try (QueryClient client = client(Duration.ofMillis(200), first.address())) {
            long startNanos = System.nanoTime();

            QueryResult result = client.read(QUERY);

            assertThat(result).isInstanceOf(QueryResult.Unreachable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
        }
    }

    @Test
    void shouldSayThatNobodyIsReachable() {
        first.close();
        try (QueryClient client = client(first.address())) {
            assertThat(client.read(QUERY)).isInstanceOf(QueryResult.Unreachable.class);
            assertThat(client.canReachAny()).isFalse();
        }
    }

    @Test
    void shouldReachAnAggregatorThatAnswers() {
        try (QueryClient client = client(first.address())) {
            assertThat(client.canReachAny()).isTrue();
        }
    }
}
