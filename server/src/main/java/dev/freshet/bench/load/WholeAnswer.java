package dev.freshet.bench.load;

import dev.freshet.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// An answer in one JSON envelope.
final class WholeAnswer implements AnswerReader {
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    @Override
    public int read(byte[] bytes) {
        received.writeBytes(bytes);
        return 1;
    }

    @Override
    public Verdict end() {
        String text = received.toString(StandardCharsets.UTF_8);
        try {
            JsonObject envelope = JsonObject.parse(text);
            if (envelope.integer("code", -1) != 0) {
                return new Verdict(Failure.REFUSED, text);
            }
            return envelope.object("data").isEmpty() ? new Verdict(Failure.EMPTY, text) : Verdict.GOOD;
        } catch (IllegalStateException noJson) {
            return new Verdict(Failure.CUT, text);
        }
    }
}
