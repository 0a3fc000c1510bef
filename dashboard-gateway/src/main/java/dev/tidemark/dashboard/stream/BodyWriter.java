package dev.tidemark.dashboard.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.query.ViewAnswer.WindowRollup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Encodes the body that init, update and snapshot share: JSON on one line. Thread-safe. */
public final class BodyWriter {

    private static final JsonFactory JSON = new JsonFactory();

    /** Beyond it, not every whole number is a double, and JavaScript would round digits. */
    private static final double MAX_EXACT = 1L << 53;

    private static final Comparator<WindowRollup> NEWEST_FIRST =
            Comparator.comparingLong(WindowRollup::startMs)
                    .reversed()
                    .thenComparing(WindowRollup::type);

    private BodyWriter() {}

    /** The body as UTF-8 JSON without line breaks. */
    public static byte[] write(Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            writeStats(json, body);
            json.writeObjectFieldStart("stats");
            writeStats(json, body);
            json.writeEndObject();
            writeTimeSeries(json, body.answer().windows());
            writeView(json, body.view());
            json.writeNumberField("timestamp", body.timestampMs());
            json.writeStringField("position", body.answer().position());
            json.writeBooleanField("stale", body.stale());
            if (body.lagMs().isPresent()) {
                json.writeNumberField("lagMs", body.lagMs().getAsLong());
            } else {
                json.writeNullField("lagMs");
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    /** Once at the top and once below {@code stats}: the clients of the example read either. */
    private static void writeStats(JsonGenerator json, Body body) throws IOException {
        json.writeObjectFieldStart("metrics");
        for (Map.Entry<String, Rollup> counter : body.answer().counters().entrySet()) {
            Rollup rollup = counter.getValue();
            json.writeObjectFieldStart(counter.getKey());
            json.writeNumberField("count", rollup.count());
            writeNumber(json, "total", rollup.sum());
            writeRange(json, rollup);
            json.writeNumberField("lastUpdate", rollup.lastUpdateMs());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeNumberField("connectedClients", body.connectedClients());
    }

    private static void writeTimeSeries(JsonGenerator json, List<WindowRollup> windows)
            throws IOException {
        json.writeArrayFieldStart("timeSeries");
        for (WindowRollup window : windows.stream().sorted(NEWEST_FIRST).toList()) {
            json.writeStartObject();
            json.writeStringField("type", window.type());
            json.writeNumberField("timestamp", window.startMs());
            json.writeNumberField("count", window.rollup().count());
            writeNumber(json, "sum", window.rollup().sum());
            writeRange(json, window.rollup());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeRange(JsonGenerator json, Rollup rollup) throws IOException {
        writeNumber(json, "min", rollup.min());
        writeNumber(json, "max", rollup.max());
        writeNumber(json, "last", rollup.last());
    }

    private static void writeView(JsonGenerator json, View view) throws IOException {
        json.writeStringField("tenant", view.tenant());
        json.writeStringField("window", view.window().toString());
        json.writeNumberField("windowMs", view.window().lengthMs());
        json.writeStringField("range", new WindowSize(view.range().toMillis()).toString());
        json.writeNumberField("rangeMs", view.range().toMillis());
    }

    /** 1703663643 and not 1.703663643E9; JSON has no infinity, which only no events have. */
    private static void writeNumber(JsonGenerator json, String field, double value)
            throws IOException {
        if (!Double.isFinite(value)) {
            json.writeNullField(field);
        } else if (value == Math.rint(value) && Math.abs(value) < MAX_EXACT) {
            json.writeNumberField(field, (long) value);
        } else {
            json.writeNumberField(field, value);
        }
    }
}
