package dev.freshet.api.ragflow.wire;

import dev.freshet.core.Refusal;

/// A declared refusal on its way to the client, with its literal text. Only a [Fault] makes one.
public final class WireException extends Refusal {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    WireException(Fault fault, String text) {
        super(text);
        this.fault = fault;
    }

    public static WireException of(int code, String message) {
        return new WireException(Fault.coded(code, "%s"), message);
    }

    public static WireException data(String message) {
        return of(ResultCode.DATA, message);
    }

    public static WireException withFalse(int code, String message) {
        return new WireException(Fault.coded(code, "%s").withFalse(), message);
    }

    public static WireException withNull(int code, String message) {
        return new WireException(Fault.coded(code, "%s").withNull(), message);
    }

    public static WireException exception(String text) {
        return of(ResultCode.EXCEPTION, text);
    }

    public Fault fault() {
        return fault;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
