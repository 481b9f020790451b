package dev.freshet.model.openai;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/// Walks through one JSON text without building anything. It stands before a value; each reading method moves it
/// behind that value. What is passed over is checked for balance only.
final class JsonCursor {
    private final byte[] bytes;
    private final int end;
    private int at;
    private int keyFrom;
    private int keyTo;

    JsonCursor(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
        skipBlanks();
    }

    boolean isObject() {
        return is('{');
    }

    boolean isArray() {
        return is('[');
    }

    boolean isString() {
        return is('"');
    }

    boolean isNull() {
        return is('n');
    }

    private boolean is(char first) {
        return at < end && bytes[at] == first;
    }

    /// Whether the member before whose value it stands has that key; keys with escapes match nothing.
    boolean keyIs(String key) {
        if (keyTo - keyFrom != key.length()) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            if (bytes[keyFrom + i] != key.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Reads an object; the reader is called before each value and has to move behind it.
    void object(Consumer<JsonCursor> member) {
        expect('{');
        if (is('}')) {
            expect('}');
            return;
        }
        while (true) {
            readKey();
            expect(':');
            member.accept(this);
            if (is('}')) {
                expect('}');
                return;
            }
            expect(',');
        }
    }

    private void readKey() {
        if (!isString()) {
            throw malformed();
        }
        int from = at + 1;
        skipString();
        keyFrom = from;
        keyTo = at - 1;
        skipBlanks();
    }

    /// Reads an array; the reader gets each element's place.
    void array(ObjIntConsumer<JsonCursor> element) {
        expect('[');
        if (is(']')) {
            expect(']');
            return;
        }
        for (int index = 0; ; index++) {
            element.accept(this, index);
            if (is(']')) {
                expect(']');
                return;
            }
            expect(',');
        }
    }

    /// Reads a string into the text, which is emptied first.
    void string(Utf8Text text) {
        int from = at + 1;
        skipString();
        text.set(this, bytes, from, at - 1);
        skipBlanks();
    }

    /// Reads a number without its fraction; 0 for anything else.
    int integer() {
        long value = 0;
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            value = Math.min(Integer.MAX_VALUE, value * 10 + bytes[at] - '0');
            at++;
        }
        if (at == from) {
            skip();
            return 0;
        }
        skipScalar();
        return (int) value;
    }

    /// Passes over a value.
    void skip() {
        int depth = 0;
        do {
            if (at >= end) {
                throw malformed();
            }
            byte next = bytes[at];
            if (next == '"') {
                skipString();
            } else if (next == '{' || next == '[') {
                depth++;
                at++;
            } else if (next == '}' || next == ']') {
                depth--;
                at++;
            } else if (next == ',' || next == ':') {
                if (depth == 0) {
                    throw malformed();
                }
                at++;
            } else {
                skipScalar();
            }
            skipBlanks();
        } while (depth > 0);
        if (depth < 0) {
            throw malformed();
        }
    }

    /// Numbers and words; a value has at least one character.
    private void skipScalar() {
        while (at < end && ",:]}[{\" \t\r\n".indexOf(bytes[at]) < 0) {
            at++;
        }
        skipBlanks();
    }

    private void skipString() {
        at++;
        while (at < end && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        if (at >= end) {
            throw malformed();
        }
        at++;
    }

    /// Nothing but blanks may follow.
    void finish() {
        if (at < end) {
            throw malformed();
        }
    }

    private void expect(char character) {
        if (!is(character)) {
            throw malformed();
        }
        at++;
        skipBlanks();
    }

    private void skipBlanks() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
            at++;
        }
    }

    AppException.Upstream malformed() {
        return new AppException.Upstream(ErrorCode.UPSTREAM_MALFORMED, "the model sent an event that is no JSON");
    }
}
