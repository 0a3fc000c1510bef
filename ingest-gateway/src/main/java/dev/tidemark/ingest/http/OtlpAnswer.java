package dev.tidemark.ingest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.tidemark.ingest.otlp.OtlpFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The answer to a request that was taken: an {@code ExportMetricsServiceResponse}, which is empty
 * if everything was. Immutable.
 *
 * @param rejected how many data points were not taken
 * @param message why; empty if none were
 */
record OtlpAnswer(long rejected, String message) {

    private static final JsonFactory JSON = new JsonFactory();

    /** Field numbers of {@code metrics_service.proto}. */
    private static final int PARTIAL_SUCCESS = 1;

    private static final int REJECTED_DATA_POINTS = 1;
    private static final int ERROR_MESSAGE = 2;

    /** An exporter writes the message into its log: so each reason once, and not too many. */
    private static final int MAX_REASONS = 5;

    /** The answer to a batch that did not fail. */
    static OtlpAnswer of(BatchOutcome outcome) {
        return new OtlpAnswer(outcome.refusedCount(), told(outcome.errors()));
    }

    private static String told(List<BatchOutcome.Refusal> refusals) {
        Map<String, Integer> reasons = new LinkedHashMap<>();
        refusals.forEach(refusal -> reasons.merge(refusal.message(), 1, Integer::sum));
        String told =
                reasons.entrySet().stream()
                        .limit(MAX_REASONS)
                        .map(reason -> "%s (%d)".formatted(reason.getKey(), reason.getValue()))
                        .collect(Collectors.joining("; "));
        int more = reasons.size() - MAX_REASONS;
        return more <= 0 ? told : "%s; and %d more reasons".formatted(told, more);
    }

    /** The body. */
    byte[] write(OtlpFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            switch (format) {
                case PROTOBUF -> writeProtobuf(out);
                case JSON -> writeJson(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private void writeProtobuf(ByteArrayOutputStream out) throws IOException {
        if (rejected == 0) {
            return;
        }
        CodedOutputStream response = CodedOutputStream.newInstance(out);
        response.writeTag(PARTIAL_SUCCESS, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        response.writeUInt32NoTag(
                CodedOutputStream.computeInt64Size(REJECTED_DATA_POINTS, rejected)
                        + CodedOutputStream.computeStringSize(ERROR_MESSAGE, message));
        response.writeInt64(REJECTED_DATA_POINTS, rejected);
        response.writeString(ERROR_MESSAGE, message);
        response.flush();
    }

    private void writeJson(ByteArrayOutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            if (rejected > 0) {
                json.writeObjectFieldStart("partialSuccess");
                // 64 bits are text in protobuf's JSON.
                json.writeStringField("rejectedDataPoints", Long.toString(rejected));
                json.writeStringField("errorMessage", message);
                json.writeEndObject();
            }
            json.writeEndObject();
        }
    }
}
