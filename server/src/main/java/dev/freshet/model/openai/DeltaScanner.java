package dev.freshet.model.openai;

import dev.freshet.model.TokenSink;
import dev.freshet.model.TokenSink.Channel;
import dev.freshet.model.TokenSink.FinishReason;
import dev.freshet.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads the events of a streamed answer and hands their text on: `choices[0].delta.content` (or
/// `choices[0].message.content` of an answer in one piece) and `reasoning_content`, finish reason, usage and
/// errors. Everything else is passed over.
final class DeltaScanner {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final TokenSink sink;
    private final ThinkFilter answer;
    private final Utf8Text thinkingText = new Utf8Text();
    private final Utf8Text answerText = new Utf8Text();
    private final Utf8Text other = new Utf8Text();
    private @Nullable FinishReason finish;
    private @Nullable Usage usage;
    private @Nullable String error;
    private boolean done;
    private int deltas;

    DeltaScanner(TokenSink sink) {
        this.sink = sink;
        this.answer = new ThinkFilter(sink);
    }

    /// Takes one event: JSON, or the word that ends the stream.
    ///
    /// @throws dev.freshet.core.AppException.Upstream when it is neither
    void event(byte[] bytes, int from, int to) {
        if (Arrays.equals(bytes, from, Math.min(to, from + DONE.length), DONE, 0, DONE.length)) {
            done = true;
            return;
        }
        JsonCursor json = new JsonCursor(bytes, from, to);
        if (!json.isObject()) {
            throw json.malformed();
        }
        json.object(this::root);
        json.finish();
    }

    /// Hands on what was held back in case it was the beginning of a mark.
    void end() {
        answer.end();
    }

    @Nullable
    FinishReason finish() {
        return finish;
    }

    @Nullable
    Usage usage() {
        return usage;
    }

    /// The provider's own words when it sent an error instead of an answer.
    @Nullable
    String error() {
        return error;
    }

    /// Whether the stream has said that it is complete.
    boolean done() {
        return done;
    }

    /// Pieces of text so far; most providers send one for each token.
    int deltas() {
        return deltas;
    }

    private void root(JsonCursor json) {
        if (json.keyIs("choices") && json.isArray()) {
            json.array((element, index) -> choice(element, index));
        } else if (json.keyIs("usage") && json.isObject()) {
            readUsage(json);
        } else if (json.keyIs("error") && !json.isNull()) {
            readError(json);
        } else {
            json.skip();
        }
    }

    private void choice(JsonCursor json, int index) {
        if (index > 0 || !json.isObject()) {
            json.skip();
            return;
        }
        json.object(field -> {
            if ((field.keyIs("delta") || field.keyIs("message")) && field.isObject()) {
                field.object(this::delta);
            } else if (field.keyIs("finish_reason") && field.isString()) {
                finish = reason(text(field));
            } else {
                field.skip();
            }
        });
    }

    private void delta(JsonCursor json) {
        if (json.keyIs("content") && json.isString()) {
            json.string(answerText);
            deltas += answerText.length() > 0 ? 1 : 0;
            answer.accept(answerText.bytes(), answerText.length());
        } else if ((json.keyIs("reasoning_content") || json.keyIs("reasoning")) && json.isString()) {
            json.string(thinkingText);
            if (thinkingText.length() > 0) {
                deltas++;
                sink.append(Channel.THINKING, thinkingText.bytes(), 0, thinkingText.length());
            }
        } else {
            json.skip();
        }
    }

    private static FinishReason reason(String word) {
        return switch (word) {
            case "length", "max_tokens" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            default -> FinishReason.STOP;
        };
    }

    private void readUsage(JsonCursor json) {
        int[] counts = new int[2];
        json.object(field -> {
            if (field.keyIs("prompt_tokens")) {
                counts[0] = field.integer();
            } else if (field.keyIs("completion_tokens")) {
                counts[1] = field.integer();
            } else {
                field.skip();
            }
        });
        usage = new Usage(counts[0], counts[1]);
    }

    private void readError(JsonCursor json) {
        error = "";
        if (json.isString()) {
            error = text(json);
        } else if (json.isObject()) {
            json.object(field -> {
                if (field.keyIs("message") && field.isString()) {
                    error = text(field);
                } else {
                    field.skip();
                }
            });
        } else {
            json.skip();
        }
    }

    private String text(JsonCursor json) {
        json.string(other);
        return new String(other.bytes(), 0, other.length(), StandardCharsets.UTF_8);
    }
}
