package dev.tidemark.dashboard.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.tidemark.contract.Rollup;
import dev.tidemark.contract.query.Details.Percentiles;
import dev.tidemark.contract.query.Extras;
import dev.tidemark.dashboard.stream.Numbers;
import dev.tidemark.dashboard.stream.SketchedJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes rows of one export, in their order. Holds none of them. Not thread-safe. */
abstract sealed class ExportWriter {

    /** Before the first row. */
    abstract void begin() throws IOException;

    /** The next row. */
    abstract void write(SeriesRow row) throws IOException;

    /** After the last row. */
    abstract void end() throws IOException;

    /** Hands on what it holds back. */
    abstract void flush() throws IOException;

    /**
     * A writer.
     *
     * @param wanted says which columns there are
     */
    static ExportWriter to(OutputStream out, ExportFormat format, Extras wanted)
            throws IOException {
        return switch (format) {
            case CSV -> new CsvWriter(out, wanted);
            case JSON -> new JsonWriter(out, true);
            case NDJSON -> new JsonWriter(out, false);
        };
    }

    private static final class CsvWriter extends ExportWriter {

        private final OutputStream out;
        private final Extras wanted;

        CsvWriter(OutputStream out, Extras wanted) {
            this.out = out;
            this.wanted = wanted;
        }

        @Override
        void begin() throws IOException {
            line(
                    "type,timestamp,timestampMs,count,sum,mean,min,max,last"
                            + (wanted.percentiles() ? ",p50,p90,p95,p99" : "")
                            + (wanted.users() ? ",users" : ""));
        }

        @Override
        void write(SeriesRow row) throws IOException {
            Rollup rollup = row.rollup();
            StringBuilder line = new StringBuilder(128);
            line.append(Csv.text(row.type()))
                    .append(',')
                    .append(Instant.ofEpochMilli(row.startMs()))
                    .append(',')
                    .append(row.startMs())
                    .append(',')
                    .append(rollup.count());
            number(line, rollup.sum());
            number(line, rollup.sum() / rollup.count());
            number(line, rollup.min());
            number(line, rollup.max());
            number(line, rollup.last());
            if (wanted.percentiles()) {
                Percentiles percentiles = row.sketched().percentiles();
                if (percentiles == null) {
                    line.append(",,,,");
                } else {
                    number(line, percentiles.p50());
                    number(line, percentiles.p90());
                    number(line, percentiles.p95());
                    number(line, percentiles.p99());
                }
            }
            if (wanted.users()) {
                Long users = row.sketched().users();
                line.append(',').append(users == null ? "" : users);
            }
            line(line.toString());
        }

        private static void number(StringBuilder line, double value) {
            line.append(',').append(Csv.number(value));
        }

        private void line(String fields) throws IOException {
            out.write((fields + Csv.END).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        void end() {
            // A line is whole.
        }

        @Override
        void flush() throws IOException {
            out.flush();
        }
    }

    private static final class JsonWriter extends ExportWriter {

        private static final JsonFactory JSON =
                JsonFactory.builder()
                        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                        .build()
                        .setRootValueSeparator("");

        private final JsonGenerator json;
        private final boolean array;

        JsonWriter(OutputStream out, boolean array) throws IOException {
            this.json = JSON.createGenerator(out);
            this.array = array;
        }

        @Override
        void begin() throws IOException {
            if (array) {
                json.writeStartArray();
            }
        }

        @Override
        void write(SeriesRow row) throws IOException {
            Rollup rollup = row.rollup();
            json.writeStartObject();
            json.writeStringField("type", row.type());
            json.writeStringField("timestamp", Instant.ofEpochMilli(row.startMs()).toString());
            json.writeNumberField("timestampMs", row.startMs());
            json.writeNumberField("count", rollup.count());
            Numbers.write(json, "sum", rollup.sum());
            Numbers.writeMean(json, rollup.sum(), rollup.count());
            Numbers.write(json, "min", rollup.min());
            Numbers.write(json, "max", rollup.max());
            Numbers.write(json, "last", rollup.last());
            SketchedJson.write(json, row.sketched());
            json.writeEndObject();
            if (!array) {
                json.writeRaw('\n');
            }
        }

        @Override
        void end() throws IOException {
            if (array) {
                json.writeEndArray();
            }
        }

        @Override
        void flush() throws IOException {
            json.flush();
        }
    }
}
