package dev.tidemark.dashboard.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.query.QueryFailure;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.contract.query.ViewAnswer.WindowRollup;
import dev.tidemark.contract.query.ViewQuery;
import dev.tidemark.dashboard.Answers;
import dev.tidemark.dashboard.HandClock;
import dev.tidemark.dashboard.query.QueryResult;
import dev.tidemark.dashboard.query.ViewSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HubTest {

    private final HandTicks ticks = new HandTicks();
    private final HandClock clock = new HandClock();
    private final HandSource source = new HandSource();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Hub hub = hub(5, 5, 5);

    private Hub hub(int all, int ofTenant, int ofAddress) {
        StreamSettings settings =
                StreamSettings.DEFAULT
                        .withConnections(all, ofTenant, ofAddress)
                        .withMaxViewsPerTenant(2);
        return new Hub(settings, source, clock, ticks, registry);
    }

    private static Visitor from(String address, View view) {
        return new Visitor(view, address, Optional.empty());
    }

    private static Visitor visitor(View view) {
        return from("10.0.0.1", view);
    }

    /** Answers what it is told to and counts. */
    private static final class HandSource implements ViewSource {

        private QueryResult result = new QueryResult.Answered(Answers.EMPTY);
        private int reads;

        @Override
        public QueryResult read(ViewQuery query) {
            reads++;
            return result;
        }

        void answers(ViewAnswer answer) {
            result = new QueryResult.Answered(answer);
        }

        void fails() {
            result = new QueryResult.Failed(QueryFailure.NOT_READY, "told to fail");
        }
    }

    private static View view(String tenant, int minutes) {
        return new View(
                tenant,
                WindowSize.ONE_MINUTE,
                Duration.ofMinutes(minutes),
                Set.of(),
                Duration.ofSeconds(1));
    }

    private Subscription subscribe(View view) {
        return subscribe(visitor(view));
    }

    private Subscription subscribe(Visitor visitor) {
        Admission admission = hub.subscribe(visitor);
        assertThat(admission).isInstanceOf(Admission.Admitted.class);
        return ((Admission.Admitted) admission).subscription();
    }

    private static String written(Subscription subscription) {
        Frame frame = subscription.poll();
        return frame == null ? "" : frame.toString();
    }

    @Test
    void shouldReadAViewOncePerTickHoweverManyWatchIt() {
        source.answers(Answers.pageViews(1));
        List<Subscription> all =
                IntStream.range(0, 5).mapToObj(i -> subscribe(view("acme", 10))).toList();

        ticks.tick();

        assertThat(source.reads).isEqualTo(1);
        List<Frame> frames = new ArrayList<>();
        for (Subscription subscription : all) {
            frames.add(Objects.requireNonNull(subscription.poll()));
        }
        assertThat(frames).hasSize(5).allMatch(frame -> frame == frames.getFirst());
        assertThat(frames.getFirst().toString()).contains("\"connectedClients\":5");
    }

    @Test
    void shouldReadNothingThatNobodyWatches() {
        Subscription one = subscribe(view("acme", 10));
        Subscription other = subscribe(view("acme", 10));
        ticks.tick();

        one.close();
        other.close();
        other.close();
        ticks.tick();

        assertThat(source.reads).isEqualTo(1);
        assertThat(hub.views()).isZero();
        assertThat(hub.connections()).isZero();
        assertThat(hub.clients("acme")).isZero();
    }

    @Test
    void shouldGiveAStalledSubscriberTheNewestStateAndNotHoldUpAnother() {
        Subscription stalled = subscribe(view("acme", 10));
        Subscription quick = subscribe(view("acme", 10));
        List<String> seen = new ArrayList<>();
        for (int count = 1; count <= 3; count++) {
            source.answers(Answers.pageViews(count));
            ticks.tick();
            seen.add(written(quick));
        }

        assertThat(seen).hasSize(3).allMatch(frame -> frame.startsWith("event: update\nid: 0:"));
        assertThat(written(stalled)).contains("\nid: 0:3\n");
        assertThat(written(stalled)).isEmpty();
        assertThat(registry.counter("tidemark.dashboard.updates.coalesced").count()).isEqualTo(2);
    }

    @Test
    void shouldGiveALatecomerWhatIsKnownAtOnceAndThenWhatIsNew() {
        subscribe(view("acme", 10));
        source.answers(Answers.pageViews(1));
        ticks.tick();

        Subscription late = subscribe(view("acme", 10));
        String init = written(late);
        source.answers(Answers.pageViews(2));
        ticks.tick();

        assertThat(init).contains("\nid: 0:1\n");
        assertThat(written(late)).contains("\nid: 0:2\n");
        assertThat(source.reads).isEqualTo(2);
    }

    @Test
    void shouldSendNothingWhileNothingChanges() {
        Subscription subscription = subscribe(view("acme", 10));
        source.answers(Answers.pageViews(1));
        ticks.tick();
        written(subscription);

        clock.advance(Duration.ofSeconds(1));
        source.answers(
                new ViewAnswer(
                        Answers.pageViews(1).counters(), Answers.pageViews(1).windows(), "0:99"));
        ticks.tick();

        assertThat(subscription.poll()).isNull();
    }

    @Test
    void shouldSayOnceThatAWindowIsOver() {
        clock.advance(Duration.ofSeconds(80));
        long startMs = WindowSize.ONE_MINUTE.startOf(clock.millis());
        source.answers(
                new ViewAnswer(
                        Map.of(),
                        List.of(new WindowRollup("page_view", startMs, Rollup.of(1, startMs))),
                        "0:1"));
        Subscription subscription = subscribe(view("acme", 10));
        ticks.tick();
        String during = written(subscription);

        clock.advance(Duration.ofMinutes(1));
        ticks.tick();
        String after = written(subscription);
        ticks.tick();

        assertThat(during).contains("\"partial\":true");
        assertThat(after).contains("\"timestamp\":" + startMs).doesNotContain("partial");
        assertThat(written(subscription)).isEmpty();
    }

    @Test
    void shouldKeepTheLastStateAndSayOnceThatItIsStale() {
        Subscription subscription = subscribe(view("acme", 10));
        source.answers(Answers.pageViews(4));
        ticks.tick();
        written(subscription);

        source.fails();
        clock.advance(Duration.ofSeconds(3));
        ticks.tick();
        String flip = written(subscription);
        ticks.tick();

        assertThat(flip).contains("\"count\":4", "\"stale\":true,\"lagMs\":3000");
        assertThat(written(subscription)).isEmpty();
    }

    @Test
    void shouldSayThatTheStateIsGoodAgain() {
        Subscription subscription = subscribe(view("acme", 10));
        source.fails();
        ticks.tick();
        String begin = written(subscription);

        source.answers(Answers.pageViews(1));
        ticks.tick();

        assertThat(begin).contains("\"metrics\":{}", "\"stale\":true,\"lagMs\":null");
        assertThat(written(subscription)).contains("\"stale\":false,\"lagMs\":0");
    }

    @Test
    void shouldRefuseAConnectionBeyondTheLimitAndEvictNobody() {
        List<Subscription> all =
                IntStream.range(0, 5).mapToObj(i -> subscribe(view("acme", 10))).toList();

        Admission refused = hub.subscribe(visitor(view("acme", 10)));

        assertThat(refused).isEqualTo(new Admission.TooManyConnections(5));
        assertThat(hub.connections()).isEqualTo(5);
        all.getFirst().close();
        assertThat(hub.subscribe(visitor(view("acme", 10)))).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void shouldBoundTheViewsOfATenantWithoutTouchingOthers() {
        subscribe(view("acme", 10));
        subscribe(view("acme", 20));

        assertThat(hub.subscribe(visitor(view("acme", 30))))
                .isEqualTo(new Admission.TooManyViews(2));
        assertThat(hub.subscribe(visitor(view("acme", 20)))).isInstanceOf(Admission.Admitted.class);
        assertThat(hub.subscribe(visitor(view("other", 30))))
                .isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void shouldBoundTheStreamsOfATenantAndOfAnAddressWithoutTouchingOthers() {
        Hub bounded = hub(10, 2, 2);
        bounded.subscribe(from("10.0.0.1", view("acme", 10)));
        bounded.subscribe(from("10.0.0.2", view("acme", 10)));
        bounded.subscribe(from("10.0.0.2", view("other", 10)));

        assertThat(bounded.subscribe(from("10.0.0.3", view("acme", 10))))
                .isEqualTo(new Admission.TooManyOfTenant(2));
        assertThat(bounded.subscribe(from("10.0.0.2", view("third", 10))))
                .isEqualTo(new Admission.TooManyOfAddress(2));
        assertThat(bounded.subscribe(from("10.0.0.1", view("third", 10))))
                .isInstanceOf(Admission.Admitted.class);
        assertThat(bounded.connections()).isEqualTo(4);
    }

    @Test
    void shouldFreeThePlaceOfAnAddressWhenItsStreamEnds() {
        Hub bounded = hub(10, 10, 1);
        Admission first = bounded.subscribe(visitor(view("acme", 10)));

        ((Admission.Admitted) first).subscription().close();

        assertThat(bounded.subscribe(visitor(view("acme", 10))))
                .isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void shouldTellTheOthersWhenALatecomerWasToldANumberOfClientsThatIsOver() {
        Subscription stays = subscribe(view("acme", 10));
        source.answers(Answers.pageViews(1));
        ticks.tick();
        written(stays);

        Subscription late = subscribe(view("acme", 10));
        Subscription leaves = subscribe(view("acme", 10));
        leaves.close();
        String told = written(late);
        hub.clients("acme");
        ticks.tick();

        assertThat(told).contains("\"connectedClients\":2");
        assertThat(written(late)).contains("\"connectedClients\":2");
        assertThat(written(stays)).contains("\"connectedClients\":2");
    }

    @Test
    void shouldNotLetNumbersGoBackWhenAStoreDoes() {
        Subscription subscription = subscribe(view("acme", 10));
        source.answers(Answers.pageViews(7));
        ticks.tick();
        written(subscription);

        source.answers(Answers.pageViews(3));
        ticks.tick();
        String behind = written(subscription);
        source.answers(Answers.pageViews(8));
        ticks.tick();

        assertThat(behind).contains("\"count\":7", "\"stale\":true");
        assertThat(written(subscription)).contains("\"count\":8", "\"stale\":false");
    }

    @Test
    void shouldTakeAStoreThatStaysBehindForTheTruthWhenTheBoundIsOver() {
        Subscription subscription = subscribe(view("acme", 10));
        source.answers(Answers.pageViews(7));
        ticks.tick();

        source.answers(Answers.pageViews(3));
        clock.advance(StreamSettings.DEFAULT.resumeWait());
        ticks.tick();

        assertThat(written(subscription)).contains("\"count\":3", "\"stale\":false");
    }

    @Test
    void shouldGiveAClientThatComesBackNothingUntilItsPositionIsReached() {
        source.answers(Answers.pageViews(3));
        subscribe(view("acme", 10));
        ticks.tick();

        Subscription back =
                subscribe(new Visitor(view("acme", 10), "10.0.0.1", Position.parse("0:4")));
        ticks.tick();
        String before = written(back);
        source.answers(
                new ViewAnswer(
                        Answers.pageViews(3).counters(), Answers.pageViews(3).windows(), "0:4"));
        ticks.tick();

        assertThat(before).isEmpty();
        assertThat(written(back)).contains("\nid: 0:4\n");
    }

    @Test
    void shouldEndEveryStreamAndRefuseNewOnesWhenClosed() {
        Subscription subscription = subscribe(view("acme", 10));

        hub.close();
        ticks.tick();

        assertThat(subscription.isEnded()).isTrue();
        assertThat(hub.isClosed()).isTrue();
        assertThat(hub.subscribe(visitor(view("acme", 10)))).isEqualTo(new Admission.Closing());
        assertThat(source.reads).isZero();
    }
}
