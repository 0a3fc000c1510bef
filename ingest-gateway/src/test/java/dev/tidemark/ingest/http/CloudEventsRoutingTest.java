package dev.tidemark.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.ingest.publish.IdOrigin;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CloudEventsRoutingTest {

    private static final String ONE = "application/cloudevents+json; charset=utf-8";
    private static final String MANY = "application/cloudevents-batch+json";
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"17\",\"source\":\"/shop\",\"type\":\"order.paid\",\"data\":{\"value\":9.5}}";
    private static final String OTHER = EVENT.replace("17", "18");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakePublisher publisher = new FakePublisher();
    private final TrackServer server = new TrackServer(publisher);

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> post(String path, String type, String body) throws Exception {
        return server.send(
                server.to(path)
                        .header("Content-Type", type)
                        .header("X-Tenant-Id", "acme")
                        .header("Idempotency-Key", "request-1")
                        .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void shouldTakeACloudEvent() throws Exception {
        HttpResponse<String> answer = post("/metrics/track", ONE, EVENT);

        assertThat(answer.statusCode()).isEqualTo(200);
        FakePublisher.Published published = publisher.published().getFirst();
        assertThat(published.origin()).isEqualTo(IdOrigin.CLIENT);
        assertThat(published.event().tenant()).isEqualTo("acme");
        assertThat(published.event().value()).isEqualTo(9.5);
        assertThat(JSON.readTree(answer.body()).at("/metricId").asText())
                .isEqualTo(published.event().id())
                .startsWith("ce-");
    }

    @Test
    void shouldTakeABatchOfCloudEvents() throws Exception {
        String wrong = EVENT.replace("9.5", "null");

        HttpResponse<String> answer =
                post("/metrics/batch", MANY, "[%s,%s,7,%s]".formatted(EVENT, wrong, OTHER));

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.at("/accepted").asInt()).isEqualTo(2);
        assertThat(body.at("/refused").asInt()).isEqualTo(2);
        assertThat(body.at("/errors/0/index").asInt()).isEqualTo(1);
        assertThat(body.at("/errors/0/message").asText())
                .isEqualTo("data.value: must be a finite number");
        assertThat(publisher.published())
                .extracting(each -> each.event().id())
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldNameEveryFaultOfACloudEvent() throws Exception {
        HttpResponse<String> answer =
                post("/metrics/track", ONE, EVENT.replace("1.0", "2").replace("order.", "Order."));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"specversion\"", "\"field\":\"type\"");
    }

    @Test
    void shouldTakeEachTypeWhereItBelongs() throws Exception {
        assertThat(post("/metrics/track", MANY, "[" + EVENT + "]").statusCode()).isEqualTo(415);
        assertThat(post("/metrics/batch", ONE, EVENT).statusCode()).isEqualTo(415);
        assertThat(post("/metrics/batch", ONE, EVENT).body()).contains(MANY);
        assertThat(post("/metrics/track", "application/json", EVENT).statusCode()).isEqualTo(400);
    }
}
