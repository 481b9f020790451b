package dev.freshet.bench.fake;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the scripted model says: words that end in their number, ten to a sentence, or an outline whose headings
/// do. Both come as frames that are encoded once and shared by all streams.
public final class ScriptedText {
    private static final List<String> WORDS =
            List.of("river", "station", "gauge", "meadow", "spring", "water", "level", "report", "winter", "field");
    private static final Pattern NUMBERED = Pattern.compile("(?<![A-Za-z])[a-z]+(\\d+)");
    private static final int SENTENCE = 10;
    private static final String HEAD = "data: {\"id\":\"chatcmpl-scripted\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1,\"model\":\"scripted\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"";
    private static final String TAIL = "\"},\"finish_reason\":null}]}\n\n";

    private final boolean outline;
    private final List<Buffer> frames = new ArrayList<>();

    ScriptedText(boolean outline) {
        this.outline = outline;
    }

    /// The text of token `number`, counted from 0.
    static String token(boolean outline, int number) {
        String word = WORDS.get(number % WORDS.size()) + number;
        if (outline) {
            return (number == 0 ? "# " : number % 4 == 1 ? "## " : "- ") + word + "\n";
        }
        return (number == 0 ? "" : " ") + word + (number % SENTENCE == SENTENCE - 1 ? "." : "");
    }

    /// All of it as one text.
    static String whole(boolean outline, int tokens) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens; i++) {
            text.append(token(outline, i));
        }
        return text.toString();
    }

    /// How many tokens an answer holds that begins with token 0 and leaves none out; -1 when one is missing,
    /// doubled or out of order. Citations and layout may stand in between.
    public static int inOrder(String answer) {
        Matcher matcher = NUMBERED.matcher(answer);
        int expected = 0;
        while (matcher.find()) {
            if (Integer.parseInt(matcher.group(1)) != expected) {
                return -1;
            }
            expected++;
        }
        return expected;
    }

    /// The event that carries a token; only for the loop that owns this text.
    Buffer frame(int number) {
        while (frames.size() <= number) {
            String token = token(outline, frames.size()).replace("\n", "\\n");
            frames.add(Buffer.buffer(HEAD + token + TAIL));
        }
        return frames.get(number);
    }

    /// The event after the last token and the end mark.
    static Buffer end(int tokens) {
        return Buffer.buffer("data: {\"id\":\"chatcmpl-scripted\",\"object\":\"chat.completion.chunk\",\"created\":1,"
                + "\"model\":\"scripted\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":" + tokens + ",\"total_tokens\":"
                + (tokens + 1) + "}}\n\ndata: [DONE]\n\n");
    }
}
