package dev.tidemark.ingest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.CodedOutputStream;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemWriter;
import dev.tidemark.ingest.otlp.OtlpFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Problems as OTLP wants them: a {@code google.rpc.Status} in the format of the request, with
 * {@code code} and {@code message}. Immutable.
 *
 * @param format that of the request
 */
record OtlpStatus(OtlpFormat format) implements ProblemWriter {

    private static final JsonFactory JSON = new JsonFactory();

    /** Field numbers of {@code google/rpc/status.proto}. */
    private static final int CODE = 1;

    private static final int MESSAGE = 2;

    /** Codes of {@code google/rpc/code.proto}. */
    private static final int INVALID_ARGUMENT = 3;

    private static final int DEADLINE_EXCEEDED = 4;
    private static final int PERMISSION_DENIED = 7;
    private static final int RESOURCE_EXHAUSTED = 8;
    private static final int UNIMPLEMENTED = 12;
    private static final int INTERNAL = 13;
    private static final int UNAVAILABLE = 14;
    private static final int UNAUTHENTICATED = 16;

    @Override
    public String mediaType() {
        return format.mediaType();
    }

    @Override
    public byte[] write(Problem problem) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            switch (format) {
                case PROTOBUF -> writeProtobuf(problem, out);
                case JSON -> writeJson(problem, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private static void writeProtobuf(Problem problem, ByteArrayOutputStream out)
            throws IOException {
        CodedOutputStream message = CodedOutputStream.newInstance(out);
        message.writeInt32(CODE, codeOf(problem.status()));
        message.writeString(MESSAGE, messageOf(problem));
        message.flush();
    }

    private static void writeJson(Problem problem, ByteArrayOutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("code", codeOf(problem.status()));
            json.writeStringField("message", messageOf(problem));
            json.writeEndObject();
        }
    }

    private static String messageOf(Problem problem) {
        return problem.code() + ": " + problem.detail();
    }

    private static int codeOf(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> PERMISSION_DENIED;
            case 405 -> UNIMPLEMENTED;
            case 408 -> DEADLINE_EXCEEDED;
            case 413, 429 -> RESOURCE_EXHAUSTED;
            case 503 -> UNAVAILABLE;
            default -> status < 500 ? INVALID_ARGUMENT : INTERNAL;
        };
    }
}
