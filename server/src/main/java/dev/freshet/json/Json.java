package dev.freshet.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/// The one JSON mapper. Records are written with their component names in order; unknown keys are passed over
/// when reading stored text, so that an older program can read what a newer one wrote.
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    static {
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

    /// Reads stored text of a generic type.
    public static <T> T read(String text, TypeReference<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException error) {
            throw new IllegalStateException("stored JSON cannot be read as " + type.getType(), error);
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
}
