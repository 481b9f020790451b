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

    public Fault fault() {
        return fault;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
