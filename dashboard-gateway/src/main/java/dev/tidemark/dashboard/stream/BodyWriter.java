package dev.tidemark.dashboard.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.WindowSize;
import dev.tidemark.contract.query.ViewAnswer.Newest;
import dev.tidemark.contract.query.ViewAnswer.WindowRollup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /** What changed, as UTF-8 JSON without line breaks: see {@link Delta}. */
    static byte[] write(Delta delta) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            new BodyWriter(json, delta.body()).writeChanges(delta);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private void writeChanges(Delta delta) throws IOException {
        json.writeStartObject();
        writeMetrics(delta.counters());
        json.writeNumberField("connectedClients", body.connectedClients());
        writeTimeSeries(delta.windows());
        if (delta.fromMs().isPresent()) {
            json.writeNumberField("from", delta.fromMs().getAsLong());
        }
        if (delta.detailsChanged()) {
            details.writeRange();
            details.writeBreakdowns();
            details.writeIncomplete();
        }
        writeMoment();
        json.writeEndObject();
    }

    private void write() throws IOException {
        json.writeStartObject();
        writeStats();
        json.writeObjectFieldStart("stats");
        writeStats();
        json.writeEndObject();
        writeTimeSeries(body.answer().windows());
        details.writeRange();
        details.writeBreakdowns();
        details.writeIncomplete();
        writeView(body.view());
        writeMoment();
        json.writeEndObject();
    }

    /** When, from where, and how old. */
    private void writeMoment() throws IOException {
        json.writeNumberField("timestamp", body.timestampMs());
        json.writeStringField("position", body.answer().position());
        json.writeBooleanField("stale", body.stale());
        if (body.lagMs().isPresent()) {
            json.writeNumberField("lagMs", body.lagMs().getAsLong());
        } else {
            json.writeNullField("lagMs");
        }
        writeFreshness(body.answer().newest());
    }

    private void writeFreshness(@Nullable Newest newest) throws IOException {
        if (newest == null) {
            json.writeNullField("freshness");
            return;
        }
        json.writeObjectFieldStart("freshness");
        json.writeNumberField("acceptedAt", newest.acceptedAtMs());
        json.writeNumberField("toStoreMs", newest.toStoreMs());
        json.writeNumberField("inStoreMs", newest.inStoreMs());
        json.writeEndObject();
    }

    /** Once at the top and once below {@code stats}: the clients of the example read either. */
    private void writeStats() throws IOException {
        writeMetrics(body.answer().counters());
        json.writeNumberField("connectedClients", body.connectedClients());
    }

    private void writeMetrics(Map<String, Rollup> counters) throws IOException {
        json.writeObjectFieldStart("metrics");
        for (Map.Entry<String, Rollup> counter : counters.entrySet()) {
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
    }

    private void writeTimeSeries(List<WindowRollup> windows) throws IOException {
        json.writeArrayFieldStart("timeSeries");
        for (WindowRollup window : windows.stream().sorted(NEWEST_FIRST).toList()) {
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
        if (view.part().isPresent()) {
            SeriesKey.Part part = view.part().get();
            json.writeStringField("filter", part.dimension() + ":" + part.value());
        }
        if (view.span().isPresent()) {
            json.writeNumberField("from", view.span().get().fromMs());
            json.writeNumberField("to", view.span().get().toMs());
        }
    }
}
