package dev.tidemark.dashboard.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.contract.query.Details;
import dev.tidemark.contract.query.Details.Breakdown;
import dev.tidemark.contract.query.Details.OfWindow;
import dev.tidemark.contract.query.Details.Part;
import dev.tidemark.contract.query.Details.Sketched;
import dev.tidemark.contract.query.Drops.Dropped;
import dev.tidemark.contract.query.Incomplete;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what a body tells beyond counts and sums; without details, nothing. Of one body; not
 * thread-safe.
 */
final class DetailsWriter {

    private static final String LATE = "late_";
    private static final Details NONE = new Details(Map.of(), Map.of(), null, List.of(), List.of());

    private final JsonGenerator json;
    private final View view;
    private final boolean known;
    private final Details details;
    private final Map<Window, Sketched> windows = new HashMap<>();

    private record Window(String type, long startMs) {}

    DetailsWriter(JsonGenerator json, Body body) {
        Details told = body.answer().details();
        this.json = json;
        this.view = body.view();
        this.known = told != null;
        this.details = told == null ? NONE : told;
        for (OfWindow window : details.windows()) {
            windows.put(new Window(window.type(), window.startMs()), window.sketched());
        }
    }

    /** Fields of the counter of a type, in its object. */
    void writeOfCounter(String type) throws IOException {
        SketchedJson.write(json, details.counters().getOrDefault(type, Sketched.NOTHING));
    }

    /** Fields of a window of a type, in its object. */
    void writeOfWindow(String type, long startMs) throws IOException {
        SketchedJson.write(json, windows.getOrDefault(new Window(type, startMs), Sketched.NOTHING));
    }

    /** What sketches tell of the range, if a view asks for any. */
    void writeRange() throws IOException {
        if (!known || !view.extras().sketches()) {
            return;
        }
        json.writeObjectFieldStart("rangeMetrics");
        for (Map.Entry<String, Sketched> type : details.range().entrySet()) {
            json.writeObjectFieldStart(type.getKey());
            SketchedJson.write(json, type.getValue());
            json.writeEndObject();
        }
        json.writeEndObject();
        SketchedJson.write(json, details.rangeUsers());
    }

    /** The parts, if a view asks for them. */
    void writeBreakdowns() throws IOException {
        if (!known || view.extras().breakdown().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("breakdowns");
        for (Breakdown breakdown : details.breakdowns()) {
            json.writeStartObject();
            json.writeStringField("type", breakdown.type());
            json.writeStringField("dimension", breakdown.dimension());
            json.writeArrayFieldStart("parts");
            for (Part part : breakdown.parts()) {
                write(part);
            }
            json.writeEndArray();
            json.writeFieldName("other");
            write(breakdown.other());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Why the numbers may be incomplete, if a view asks for it. */
    void writeIncomplete() throws IOException {
        Incomplete incomplete = details.incomplete();
        if (incomplete == null) {
            return;
        }
        json.writeObjectFieldStart("incomplete");
        json.writeObjectFieldStart("late");
        for (Map.Entry<String, Dropped> reason : incomplete.dropped().entrySet()) {
            if (reason.getKey().startsWith(LATE)) {
                write(reason.getKey().substring(LATE.length()), reason.getValue());
            }
        }
        json.writeEndObject();
        for (String reason : List.of("duplicate", "undecodable")) {
            Dropped dropped = incomplete.dropped().get(reason);
            if (dropped != null) {
                write(reason.equals("duplicate") ? "duplicates" : reason, dropped);
            }
        }
        json.writeObjectFieldStart("otherParts");
        for (Map.Entry<String, Long> part : incomplete.otherParts().entrySet()) {
            json.writeNumberField(part.getKey(), part.getValue());
        }
        json.writeEndObject();
        json.writeBooleanField("restoring", incomplete.restoring());
        json.writeEndObject();
    }

    private void write(String field, Dropped dropped) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeNumberField("count", dropped.count());
        json.writeNumberField("lastMs", dropped.lastMs());
        json.writeEndObject();
    }

    private void write(Part part) throws IOException {
        json.writeStartObject();
        json.writeStringField("value", part.value());
        json.writeNumberField("count", part.count());
        Numbers.write(json, "sum", part.sum());
        Numbers.writeOrNull(json, "min", part.min());
        Numbers.writeOrNull(json, "max", part.max());
        if (view.rates()) {
            Numbers.writeMean(json, part.sum(), part.count());
        }
        SketchedJson.write(json, part.percentiles());
        json.writeEndObject();
    }
}
