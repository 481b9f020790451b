package dev.freshet.api.ragflow.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.api.ragflow.wire.Demand.Shape;

/// What a lenient route demands of one key of its body, and what it answers when that is not so. Strict routes have a
/// [Schema] instead.
///
/// @param key the key
/// @param shape what its value must be
/// @param fault the refusal; its text is given the key
public record Demand(String key, Shape shape, Fault fault) {

    /// What a value can be demanded to be; nothing is given where it is absent or null.
    public enum Shape {
        ABSENT,
        PRESENT,
        GIVEN,
        /// A text, number or flag that is not the empty text.
        WRITTEN,
        /// A text, number or flag of more than blanks.
        NOT_BLANK,
        /// The same, where such a thing is given.
        NOT_BLANK_IF_GIVEN,
        /// A text, number, flag, list or object that holds something.
        FILLED,
        LIST,
        LIST_IF_PRESENT,
        LIST_IF_GIVEN,
        FILLED_LIST,
        OBJECT_IF_PRESENT,
        OBJECT_IF_GIVEN
    }

    /// Refuses a body that does not meet it.
    ///
    /// @throws WireException by the fault
    void check(JsonNode body) {
        if (!isMet(body.path(key))) {
            throw fault.of(key);
        }
    }

    private boolean isMet(JsonNode value) {
        boolean given = !value.isMissingNode() && !value.isNull();
        boolean plain = given && value.isValueNode();
        return switch (shape) {
            case ABSENT -> value.isMissingNode();
            case PRESENT -> !value.isMissingNode();
            case GIVEN -> given;
            case WRITTEN -> plain && !value.asText().isEmpty();
            case NOT_BLANK -> plain && !value.asText().isBlank();
            case NOT_BLANK_IF_GIVEN -> !plain || !value.asText().isBlank();
            case FILLED -> plain ? !value.asText().isEmpty() : !value.isEmpty();
            case LIST -> value.isArray();
            case LIST_IF_PRESENT -> value.isMissingNode() || value.isArray();
            case LIST_IF_GIVEN -> !given || value.isArray();
            case FILLED_LIST -> value.isArray() && !value.isEmpty();
            case OBJECT_IF_PRESENT -> value.isMissingNode() || value.isObject();
            case OBJECT_IF_GIVEN -> !given || value.isObject();
        };
    }
}
