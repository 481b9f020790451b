package dev.freshet.api.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.answer.AnswerLog;
import dev.freshet.answer.CompletedAnswer;
import dev.freshet.answer.FrameBuffer;
import dev.freshet.answer.FrameWriter;
import dev.freshet.api.ragflow.chat.PassageJson;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.core.AppException;
import dev.freshet.json.Json;

/// Chunks of a streamed completion.
///
/// Only text that extends what was sent is streamed; where citations were put into the middle of it, the
/// whole text stands in the last chunk's `delta.final_content`, if references were asked for.
public final class OpenAiFrames implements FrameWriter {
    /// How a form of these frames begins.
    public static final String FORM = "openai:";

    private final String head;
    private final Completion completion;

    OpenAiFrames(Completion completion) {
        ObjectNode start = Envelope.object()
                .put("id", completion.completion())
                .put("object", "chat.completion.chunk")
                .put("created", completion.created())
                .put("model", completion.model())
                .put("system_fingerprint", "");
        String text = Json.write(start);
        this.head = "data:" + text.substring(0, text.length() - 1);
        this.completion = completion;
    }

    /// What the chunks of one completion share.
    ///
    /// @param completion the completion's id
    /// @param model what the chunks call the model
    /// @param created epoch seconds
    /// @param referenced whether the last chunk carries the passages
    /// @param errorObjects whether an error is an `error` object instead of text
    record Completion(String completion, String model, long created, boolean referenced, boolean errorObjects) {}

    /// The frames of a form that [#form()] wrote.
    public static FrameWriter of(String form) {
        return new OpenAiFrames(Json.read(form.substring(FORM.length()), Completion.class));
    }

    @Override
    public String form() {
        return FORM + Json.write(completion);
    }

    @Override
    public FrameWriter again(String form) {
        return of(form);
    }

    @Override
    public boolean gathers() {
        return false;
    }

    @Override
    public void running(FrameBuffer out, AnswerLog log, Position since) {
        Position now = since;
        if (log.thinkingLength() > now.thinking()) {
            now = now.thinkingTo(log.thinkingLength());
            delta(out.at(now)).add("null,\"reasoning_content\":\"");
            log.thinkingAsJson(out, since.thinking());
            close(out.add("\""));
        }
        if (log.answerLength() > now.answer()) {
            delta(out.at(now.answerTo(log.answerLength()))).add("\"");
            log.answerAsJson(out, since.answer());
            close(out.add("\",\"reasoning_content\":null"));
        }
    }

    @Override
    public void finished(FrameBuffer out, AnswerLog log, Position since, CompletedAnswer completed) {
        if (since.stage() != Stage.FINAL) {
            running(out, log, since);
            extension(out, log, since, completed.text());
            last(out.at(Position.START.at(Stage.FINAL)), completed);
        }
        done(out);
    }

    /// What the stored answer has behind the text that was streamed; its end is a place of its own.
    private void extension(FrameBuffer out, AnswerLog log, Position since, String text) {
        String streamed = log.answerText();
        boolean longer = text.startsWith(streamed) && text.length() > streamed.length();
        if (longer && since.answer() <= log.answerLength()) {
            int end = log.answerLength() + text.length() - streamed.length();
            content(out.at(log.end(since).answerTo(end)), text.substring(streamed.length()));
        }
    }

    @Override
    public void failed(FrameBuffer out, AnswerLog log, Position since, AppException error) {
        if (since.stage() != Stage.FINAL) {
            running(out, log, since);
            out.at(Position.START.at(Stage.FINAL));
            failure(out, error);
        }
        done(out);
    }

    private void failure(FrameBuffer out, AppException error) {
        if (completion.errorObjects()) {
            out.add("data:").add(Json.write(OpenAiErrors.body(error))).add("\n\n");
            return;
        }
        content(out, "**ERROR**: " + error.sentence());
        out.add(head).add(",\"usage\":null,\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",");
        out.add("\"content\":null},\"finish_reason\":\"stop\",\"logprobs\":null}]}\n\n");
    }

    private static void done(FrameBuffer out) {
        out.at(Position.START.at(Stage.END)).add("data:[DONE]\n\n");
    }

    private void content(FrameBuffer out, String text) {
        close(delta(out).quoted(text).add(",\"reasoning_content\":null"));
    }

    private FrameBuffer delta(FrameBuffer out) {
        return out.add(head)
                .add(",\"usage\":null,\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":");
    }

    private static void close(FrameBuffer out) {
        out.add(",\"function_call\":null,\"tool_calls\":null},\"finish_reason\":null,\"logprobs\":null}]}\n\n");
    }

    private void last(FrameBuffer out, CompletedAnswer completed) {
        ObjectNode delta = Envelope.object()
                .put("role", "assistant")
                .putNull("content")
                .putNull("reasoning_content")
                .putNull("function_call")
                .putNull("tool_calls");
        if (completion.referenced()) {
            delta.set("reference", PassageJson.chunks(completed.references()));
            delta.put("final_content", completed.text());
        }
        ObjectNode choice = Envelope.object().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", completed.reason().key()).putNull("logprobs");
        ObjectNode rest = Envelope.object();
        rest.set("usage", OpenAiJson.usage(completed.usage()));
        rest.putArray("choices").add(choice);
        out.add(head).add(",").add(PassageJson.safe(rest).substring(1)).add("\n\n");
    }
}
