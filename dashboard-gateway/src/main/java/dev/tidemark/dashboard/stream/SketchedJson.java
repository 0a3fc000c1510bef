package dev.tidemark.dashboard.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.contract.query.Details.Percentiles;
import dev.tidemark.contract.query.Details.Sketched;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Fields for what sketches tell: none for what they do not. */
public final class SketchedJson {

    private SketchedJson() {}

    /** All that there is. */
    public static void write(JsonGenerator json, Sketched sketched) throws IOException {
        write(json, sketched.percentiles());
        write(json, sketched.users());
    }

    static void write(JsonGenerator json, @Nullable Percentiles percentiles) throws IOException {
        if (percentiles != null) {
            Numbers.write(json, "p50", percentiles.p50());
            Numbers.write(json, "p90", percentiles.p90());
            Numbers.write(json, "p95", percentiles.p95());
            Numbers.write(json, "p99", percentiles.p99());
        }
    }

    /** A number of unique users. */
    public static void write(JsonGenerator json, @Nullable Long users) throws IOException {
        if (users != null) {
            json.writeNumberField("users", users);
        }
    }
}
