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
import java.util.Map;

/** Encodes the body that init, update and snapshot share: JSON on one line. */
public final class BodyWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private static final Comparator<WindowRollup> NEWEST_FIRST =
            Comparator.comparingLong(WindowRollup::startMs)
                    .reversed()
                    .thenComparing(WindowRollup::type);

    private final JsonGenerator json;
    private final Body body;
    private final DetailsWriter details;

    private BodyWriter(JsonGenerator json, Body body) {
        this.json = json;
        this.body = body;
        this.details = new DetailsWriter(json, body);
    }

    /** The body as UTF-8 JSON without line breaks. */
    public static byte[] write(Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            new BodyWriter(json, body).write();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private void write() throws IOException {
        json.writeStartObject();
        writeStats();
        json.writeObjectFieldStart("stats");
        writeStats();
        json.writeEndObject();
        writeTimeSeries();
        details.writeRange();
        details.writeBreakdowns();
        writeView(body.view());
        json.writeNumberField("timestamp", body.timestampMs());
        json.writeStringField("position", body.answer().position());
        json.writeBooleanField("stale", body.stale());
        if (body.lagMs().isPresent()) {
            json.writeNumberField("lagMs", body.lagMs().getAsLong());
        } else {
            json.writeNullField("lagMs");
        }
        json.writeEndObject();
    }

    /** Once at the top and once below {@code stats}: the clients of the example read either. */
    private void writeStats() throws IOException {
        json.writeObjectFieldStart("metrics");
        for (Map.Entry<String, Rollup> counter : body.answer().counters().entrySet()) {
            Rollup rollup = counter.getValue();
            json.writeObjectFieldStart(counter.getKey());
            json.writeNumberField("count", rollup.count());
            Numbers.write(json, "total", rollup.sum());
            writeRange(rollup);
            json.writeNumberField("lastUpdate", rollup.lastUpdateMs());
            if (body.view().rates()) {
                Numbers.writeMean(json, rollup.sum(), rollup.count());
            }
            details.writeOfCounter(counter.getKey());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeNumberField("connectedClients", body.connectedClients());
    }

    private void writeTimeSeries() throws IOException {
        json.writeArrayFieldStart("timeSeries");
        for (WindowRollup window : body.answer().windows().stream().sorted(NEWEST_FIRST).toList()) {
            writeWindow(window);
        }
        json.writeEndArray();
    }

    private void writeWindow(WindowRollup window) throws IOException {
        Rollup rollup = window.rollup();
        json.writeStartObject();
        json.writeStringField("type", window.type());
        json.writeNumberField("timestamp", window.startMs());
        json.writeNumberField("count", rollup.count());
        Numbers.write(json, "sum", rollup.sum());
        writeRange(rollup);
        if (body.isPartial(window)) {
            json.writeBooleanField("partial", true);
        }
        if (body.view().rates()) {
            Numbers.write(json, "rate", body.rate(window));
            Numbers.writeMean(json, rollup.sum(), rollup.count());
        }
        details.writeOfWindow(window.type(), window.startMs());
        json.writeEndObject();
    }

    private void writeRange(Rollup rollup) throws IOException {
        Numbers.write(json, "min", rollup.min());
        Numbers.write(json, "max", rollup.max());
        Numbers.write(json, "last", rollup.last());
    }

    private void writeView(View view) throws IOException {
        json.writeStringField("tenant", view.tenant());
        json.writeStringField("window", view.window().toString());
        json.writeNumberField("windowMs", view.window().lengthMs());
        json.writeStringField("range", new WindowSize(view.range().toMillis()).toString());
        json.writeNumberField("rangeMs", view.range().toMillis());
    }
}
