package dev.tidemark.dashboard.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.SeriesKey;
import dev.tidemark.contract.query.Details;
import dev.tidemark.contract.query.Details.Sketched;
import dev.tidemark.contract.query.ViewAnswer.WindowRollup;
import dev.tidemark.dashboard.stream.Numbers;
import dev.tidemark.dashboard.stream.SketchedJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** Encodes a page of a series as JSON. */
final class SeriesWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;
    private final SeriesPage page;

    private SeriesWriter(JsonGenerator json, SeriesPage page) {
        this.json = json;
        this.page = page;
    }

    /** The page as UTF-8 JSON. */
    static byte[] write(SeriesPage page) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            new SeriesWriter(json, page).write();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private void write() throws IOException {
        json.writeStartObject();
        json.writeStringField("tenant", page.view().tenant());
        json.writeStringField("window", page.view().window().toString());
        json.writeNumberField("windowMs", page.view().window().lengthMs());
        json.writeNumberField("from", page.told().fromMs());
        json.writeNumberField("to", page.told().toMs());
        if (page.view().part().isPresent()) {
            SeriesKey.Part part = page.view().part().get();
            json.writeStringField("filter", part.dimension() + ":" + part.value());
        }
        json.writeArrayFieldStart("timeSeries");
        for (SeriesRow row : SeriesRow.of(page.answer())) {
            write(row);
        }
        json.writeEndArray();
        writeRange();
        json.writeStringField("next", page.next().map(Cursor::written).orElse(null));
        json.writeStringField("position", page.answer().position());
        json.writeBooleanField("stale", false);
        json.writeNumberField("lagMs", 0);
        json.writeNumberField("timestamp", page.readAtMs());
        json.writeEndObject();
    }

    private void write(SeriesRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", row.type());
        json.writeNumberField("timestamp", row.startMs());
        writeFigures(row.rollup());
        if (page.isPartial(row)) {
            json.writeBooleanField("partial", true);
        }
        SketchedJson.write(json, row.sketched());
        json.writeEndObject();
    }

    /** Of the windows of this page together. */
    private void writeRange() throws IOException {
        Map<String, Rollup> byType = new TreeMap<>();
        for (WindowRollup window : page.answer().windows()) {
            byType.merge(window.type(), window.rollup(), Rollup::merge);
        }
        Details details = page.answer().details();
        json.writeObjectFieldStart("rangeMetrics");
        for (Map.Entry<String, Rollup> type : byType.entrySet()) {
            json.writeObjectFieldStart(type.getKey());
            writeFigures(type.getValue());
            if (details != null) {
                SketchedJson.write(
                        json, details.range().getOrDefault(type.getKey(), Sketched.NOTHING));
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        if (details != null) {
            SketchedJson.write(json, details.rangeUsers());
        }
    }

    private void writeFigures(Rollup rollup) throws IOException {
        json.writeNumberField("count", rollup.count());
        Numbers.write(json, "sum", rollup.sum());
        Numbers.write(json, "min", rollup.min());
        Numbers.write(json, "max", rollup.max());
        Numbers.write(json, "last", rollup.last());
    }
}
