package dev.tidemark.contract.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;

/**
 * The protocol's records as JSON. Thread-safe.
 *
 * <p>Either side may be upgraded first: fields that are not known are skipped, and those that may
 * be null may be missing. All others must be there.
 */
public final class QueryCodec {

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .annotationIntrospector(new RequiredUnlessNullable())
                    .build();

    private QueryCodec() {}

    /**
     * Jackson can demand all of a record's components or those that are marked one by one; the mark
     * here is that a component has no {@code @Nullable}.
     */
    private static final class RequiredUnlessNullable extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
            if (member instanceof AnnotatedParameter parameter
                    && parameter.getOwner().getMember() instanceof Executable creator) {
                return !creator.getAnnotatedParameterTypes()[parameter.getIndex()]
                        .isAnnotationPresent(Nullable.class);
            }
            return super.hasRequiredMarker(member);
        }
    }

    /** An {@link Owner} or {@link ViewAnswer} as UTF-8 JSON. */
    public static byte[] encode(Object message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a message of the protocol: " + message, e);
        }
    }

    /**
     * The message that these bytes are.
     *
     * @throws IOException if they are not one
     */
    public static <T> T decode(byte[] bytes, Class<T> type) throws IOException {
        return JSON.readValue(bytes, type);
    }
}
