package dev.freshet.bench.load;

import dev.freshet.bench.fake.ScriptedText;
import dev.freshet.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An answer as server-sent events: cumulative or piecewise frames of RAGFlow's, or chunks of OpenAI's. Only
/// `data:` lines count; comments such as heartbeats are no content.
final class EventAnswer implements AnswerReader {
    private static final String DATA = "data:";
    private static final String OPENAI_END = "[DONE]";

    private final int tokens;
    private final StringBuilder pieces = new StringBuilder();
    private byte[] pending = new byte[0];
    private String cumulative = "";
    private boolean cumulativeLeft;
    private String error = "";
    private String lastLine = "";
    private boolean ended;
    private boolean hasContent;

    EventAnswer(int tokens) {
        this.tokens = tokens;
    }

    @Override
    public int read(byte[] bytes) {
        byte[] all = pending.length == 0 ? bytes : joined(bytes);
        int begin = 0;
        int contents = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == '\n') {
                contents += line(new String(all, begin, i - begin, StandardCharsets.UTF_8)) ? 1 : 0;
                begin = i + 1;
            }
        }
        pending = Arrays.copyOfRange(all, begin, all.length);
        return contents;
    }

    private byte[] joined(byte[] bytes) {
        byte[] all = Arrays.copyOf(pending, pending.length + bytes.length);
        System.arraycopy(bytes, 0, all, pending.length, bytes.length);
        return all;
    }

    /// Whether the line holds content.
    private boolean line(String line) {
        if (!line.startsWith(DATA)) {
            if (line.startsWith("{")) {
                error = line;
            }
            return false;
        }
        String payload = line.substring(DATA.length()).strip();
        lastLine = payload;
        if (payload.equals(OPENAI_END)) {
            ended = true;
            return false;
        }
        return payload.contains("\"choices\"") ? chunk(payload) : frame(payload);
    }

    private boolean chunk(String payload) {
        String content = JsonText.after(payload, "\"content\":");
        if (content.isEmpty()) {
            return false;
        }
        if (content.startsWith("**ERROR**")) {
            error = payload;
        }
        pieces.append(content);
        hasContent = true;
        return true;
    }

    private boolean frame(String payload) {
        if (!payload.startsWith("{\"code\":0,") && !payload.startsWith("{\"code\": 0,")) {
            error = payload;
            return false;
        }
        if (payload.endsWith(":true}") || payload.endsWith(": true}")) {
            ended = true;
            return false;
        }
        return payload.contains("\"final\":") ? piece(payload) : whole(payload);
    }

    private boolean piece(String payload) {
        String answer = JsonText.after(payload, "\"answer\":");
        pieces.append(answer);
        hasContent |= !answer.isEmpty();
        return !answer.isEmpty();
    }

    /// A frame that repeats all text so far; only the last one is looked into.
    private boolean whole(String payload) {
        boolean content = hasContent || !JsonText.after(payload, "\"answer\":").isEmpty();
        hasContent = content;
        cumulative = payload;
        cumulativeLeft = true;
        return content;
    }

    @Override
    public Verdict end() {
        if (!error.isEmpty()) {
            return new Verdict(Failure.REFUSED, error);
        }
        if (!pending(0).isEmpty() && pending(0).startsWith("{")) {
            return new Verdict(Failure.REFUSED, pending(0));
        }
        if (!ended) {
            return new Verdict(Failure.CUT, lastLine);
        }
        String answer = answer();
        if (answer.isBlank()) {
            return new Verdict(Failure.EMPTY, lastLine);
        }
        if (answer.startsWith("**ERROR**")) {
            return new Verdict(Failure.REFUSED, answer);
        }
        boolean complete = tokens == 0 || ScriptedText.inOrder(answer) == tokens;
        return complete ? Verdict.GOOD : new Verdict(Failure.DISORDER, answer);
    }

    private String pending(int from) {
        return new String(pending, from, pending.length - from, StandardCharsets.UTF_8);
    }

    private String answer() {
        if (!cumulativeLeft) {
            return pieces.toString();
        }
        return JsonObject.parse(cumulative).object("data").text("answer", "");
    }
}
