package dev.tidemark.benchmarks.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemark.benchmarks.http.PreparedRequest;
import dev.tidemark.benchmarks.load.SampleEvents;
import dev.tidemark.benchmarks.load.Workload;
import dev.tidemark.contract.MetricEvent;
import dev.tidemark.contract.Names;
import dev.tidemark.contract.topic.EventCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The same events as requests and as records: 20 tenants of 5 types. Stateless. */
final class Requests {

    static final String TRACK_PATH = "/metrics/track";
    private static final String BATCH_PATH = "/metrics/batch";

    /** Events of one batch. */
    static final int BATCH_EVENTS = 1_000;

    private static final Workload WORKLOAD = new Workload(20, 5, 0);

    /** Different events, after which they come again. */
    private static final int VARIANTS = 4_000;

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private Requests() {}

    /**
     * What this contestant is sent.
     *
     * @param numbered whether each event is to have a number of its own, where that costs the
     *     client anything; single events always have
     */
    static List<PreparedRequest> of(Contestant contestant, boolean numbered) {
        return switch (contestant) {
            case TRACK, BARE -> tracks();
            case BATCH -> numbered ? numberedBatches() : batches(false);
            case BATCH_GZIP -> batches(true);
            case PRODUCER -> throw new IllegalArgumentException("takes no requests");
        };
    }

    /** A body of one event of each series. */
    static List<byte[]> bodies() {
        List<byte[]> bodies = new ArrayList<>();
        for (int series = 0; series < WORKLOAD.series(); series++) {
            bodies.add(body(event(series, 0)));
        }
        return bodies;
    }

    /** The events as a gateway writes them: records' values, without line feeds. */
    static List<byte[]> records() {
        List<byte[]> records = new ArrayList<>();
        for (int variant = 0; variant < VARIANTS; variant++) {
            records.add(EventCodec.encode(event(variant % WORKLOAD.series(), variant)));
        }
        return records;
    }

    private static List<PreparedRequest> tracks() {
        List<PreparedRequest> requests = new ArrayList<>();
        for (int variant = 0; variant < VARIANTS; variant++) {
            MetricEvent event = event(variant % WORKLOAD.series(), variant);
            requests.add(
                    PreparedRequest.numbered(
                            TRACK_PATH,
                            headers(event.tenant(), "application/json", false),
                            body(event)));
        }
        return requests;
    }

    private static List<PreparedRequest> batches(boolean gzip) {
        List<PreparedRequest> requests = new ArrayList<>();
        for (int tenant = 0; tenant < WORKLOAD.tenants(); tenant++) {
            byte[] lines = lines(tenant);
            requests.add(
                    PreparedRequest.fixed(
                            BATCH_PATH,
                            headers(WORKLOAD.tenant(tenant), "application/x-ndjson", gzip),
                            gzip ? compress(lines) : lines,
                            BATCH_EVENTS));
        }
        return requests;
    }

    private static List<PreparedRequest> numberedBatches() {
        List<PreparedRequest> requests = new ArrayList<>();
        for (int tenant = 0; tenant < WORKLOAD.tenants(); tenant++) {
            requests.add(
                    PreparedRequest.numbered(
                            BATCH_PATH,
                            headers(WORKLOAD.tenant(tenant), "application/x-ndjson", false),
                            lines(tenant)));
        }
        return requests;
    }

    private static byte[] lines(int tenant) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int i = 0; i < BATCH_EVENTS; i++) {
            int series = tenant + i % WORKLOAD.types() * WORKLOAD.tenants();
            lines.writeBytes(body(event(series, i)));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    private static byte[] compress(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private static Map<String, String> headers(String tenant, String type, boolean gzip) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put(Names.TENANT_HEADER, tenant);
        if (gzip) {
            headers.put("Content-Encoding", "gzip");
        }
        return headers;
    }

    private static MetricEvent event(int series, int variant) {
        long nowMs = System.currentTimeMillis();
        String type = WORKLOAD.key(series).type();
        // As long as an id that a gateway makes, and as hard to compress.
        String tail = "%013x".formatted((variant * 0x9E3779B97F4A7C15L) >>> 12);
        return SampleEvents.event(
                WORKLOAD.key(series),
                variant,
                type + '-' + nowMs + '-' + tail,
                PreparedRequest.FIRST_NUMBER,
                nowMs,
                nowMs);
    }

    private static byte[] body(MetricEvent event) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("type", event.type());
        fields.put("value", (long) event.value());
        fields.put("userId", event.userId());
        fields.put("metadata", event.metadata());
        try {
            return JSON.writeValueAsBytes(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that is not JSON: " + event, e);
        }
    }
}
