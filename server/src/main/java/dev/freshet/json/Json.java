package dev.freshet.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.freshet.core.Id;
import java.io.IOException;
import java.util.List;

/// The one JSON mapper. Records are written with their component names in order; unknown keys are passed over
/// when reading stored text, so that an older program can read what a newer one wrote.
public final class Json {
    /// Jackson's buffers are shared: by themselves they are kept for each thread, so that the virtual thread of
    /// every open stream would hold 16 KB of them until its answer ends.
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    static {
        for (Class<?> id : Id.class.getPermittedSubclasses()) {
            MAPPER.addMixIn(id, IdForm.class);
        }
        MAPPER.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(200).build());
    }

    private Json() {}

    /// The value as JSON text.
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException error) {
            throw new IllegalStateException("a value of ours has no JSON form", error);
        }
    }

    /// The value as UTF-8 JSON.
    public static byte[] writeBytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException error) {
            throw new IllegalStateException("a value of ours has no JSON form", error);
        }
    }

    /// Reads stored text.
    ///
    /// @throws IllegalStateException when it is not what [#write] made
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException error) {
            throw new IllegalStateException("stored JSON cannot be read as " + type.getSimpleName(), error);
        }
    }

    /// Reads a stored list.
    ///
    /// @throws IllegalStateException when it is not what [#write] made
    public static <T> List<T> readList(String text, Class<T> type) {
        try {
            return MAPPER.readerForListOf(type).readValue(text);
        } catch (JsonProcessingException error) {
            throw new IllegalStateException("a stored list cannot be read as " + type.getSimpleName(), error);
        }
    }

    /// Parses what somebody sent; trailing text after the value is an error.
    ///
    /// @throws IOException when it is no JSON
    public static JsonNode parse(byte[] utf8) throws IOException {
        return MAPPER.reader()
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(utf8);
    }

    /// The mapper itself, for the edges that build or take apart trees.
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /// Typed ids are plain text in JSON.
    private abstract static class IdForm {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        IdForm(String value) {
            throw new IllegalStateException("a mix-in is never made: " + value);
        }

        @JsonValue
        abstract String value();
    }
}
