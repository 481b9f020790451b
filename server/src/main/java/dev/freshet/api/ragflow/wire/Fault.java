package dev.freshet.api.ragflow.wire;

import java.util.Locale;

/// A refusal of this wire, declared once: its code, its text and what it says as data. The catalogs, classes named
/// `*Faults`, hold them for each resource; routes throw them and write no text of their own.
///
/// @param code the result code
/// @param template the text; each `%s` stands for one of the parts that [#of(Object...)] is given
/// @param data what stands under `data`
/// @param status the HTTP status
public record Fault(int code, String template, Data data, int status) {

    /// What a refusal says as data.
    public enum Data {
        /// Nothing; the web envelope, which always has data, says null.
        NONE,
        /// `false`, whichever the envelope.
        FALSE,
        /// `null`, whichever the envelope.
        NULL
    }

    /// A refusal without data and with status 200, as most are.
    public static Fault coded(int code, String template) {
        return new Fault(code, template, Data.NONE, 200);
    }

    /// Code 102, the wire's usual refusal.
    public static Fault data(String template) {
        return coded(ResultCode.DATA, template);
    }

    /// Code 101, for requests that are not as they must be.
    public static Fault argument(String template) {
        return coded(ResultCode.ARGUMENT, template);
    }

    /// Code 100 with the text of the source system's exception, which clients compare with.
    public static Fault exception(String template) {
        return coded(ResultCode.EXCEPTION, template);
    }

    /// A refusal with `"data":false`, as the web client's mostly are.
    public static Fault denied(int code, String template) {
        return coded(code, template).withFalse();
    }

    /// The same with `"data":false`.
    public Fault withFalse() {
        return new Fault(code, template, Data.FALSE, status);
    }

    /// The same with `"data":null`.
    public Fault withNull() {
        return new Fault(code, template, Data.NULL, status);
    }

    /// The same with its code as the HTTP status.
    public Fault withStatus() {
        return new Fault(code, template, data, code);
    }

    /// What is thrown.
    public WireException of(Object... parts) {
        return new WireException(this, text(parts));
    }

    /// The text alone, for answers that gather several.
    public String text(Object... parts) {
        return String.format(Locale.ROOT, template, parts);
    }
}
