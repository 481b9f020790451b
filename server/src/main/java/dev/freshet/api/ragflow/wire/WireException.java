package dev.freshet.api.ragflow.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.core.Refusal;
import org.jspecify.annotations.Nullable;

/// An answer of the wire that is not success, with its literal text.
public final class WireException extends Refusal {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient @Nullable JsonNode data;

    private WireException(int code, String message, @Nullable JsonNode data) {
        super(message);
        this.code = code;
        this.data = data;
    }

    /// `{"code":…,"message":…}`; the web envelope adds `"data":null`.
    public static WireException of(int code, String message) {
        return new WireException(code, message, null);
    }

    /// Code 102, the wire's usual refusal.
    public static WireException data(String message) {
        return of(ResultCode.DATA, message);
    }

    /// With `"data":false`, whichever the envelope.
    public static WireException withFalse(int code, String message) {
        return new WireException(code, message, JsonNodeFactory.instance.booleanNode(false));
    }

    /// With `"data":null`, whichever the envelope.
    public static WireException withNull(int code, String message) {
        return new WireException(code, message, JsonNodeFactory.instance.nullNode());
    }

    /// Code 100 with the text of the source system's exception, which clients compare with.
    public static WireException exception(String text) {
        return of(ResultCode.EXCEPTION, text);
    }

    public int code() {
        return code;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    /// Data that go with the refusal; null for none.
    public @Nullable JsonNode data() {
        return data;
    }
}
