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
final class OpenAiFrames implements FrameWriter {
    private final String head;
    private final boolean referenced;
    private final boolean errorObjects;

    /// @param id the completion's id
    /// @param model what the chunks call the model
    /// @param created epoch seconds
    /// @param referenced whether the last chunk carries the passages
    /// @param errorObjects whether an error is an `error` object instead of text
    OpenAiFrames(String id, String model, long created, boolean referenced, boolean errorObjects) {
        ObjectNode start = Envelope.object()
                .put("id", id)
                .put("object", "chat.completion.chunk")
                .put("created", created)
                .put("model", model)
                .put("system_fingerprint", "");
        String text = Json.write(start);
        this.head = "data:" + text.substring(0, text.length() - 1);
        this.referenced = referenced;
        this.errorObjects = errorObjects;
    }

    @Override
    public boolean gathers() {
        return false;
    }

    @Override
    public void running(FrameBuffer out, AnswerLog log, Position since) {
        if (log.thinkingLength() > since.thinking()) {
            delta(out).add("null,\"reasoning_content\":\"");
            log.thinkingAsJson(out, since.thinking());
            close(out.add("\""));
        }
        if (log.answerLength() > since.answer()) {
            delta(out).add("\"");
            log.answerAsJson(out, since.answer());
            close(out.add("\",\"reasoning_content\":null"));
        }
    }

    @Override
    public void finished(FrameBuffer out, AnswerLog log, Position since, CompletedAnswer completed) {
        running(out, log, since);
        String streamed = log.answerText();
        if (completed.text().startsWith(streamed) && completed.text().length() > streamed.length()) {
            content(out, completed.text().substring(streamed.length()));
        }
        last(out, completed);
        out.add("data:[DONE]\n\n");
    }

    @Override
    public void failed(FrameBuffer out, AnswerLog log, Position since, AppException error) {
        if (errorObjects) {
            out.add("data:").add(Json.write(OpenAiErrors.body(error))).add("\n\n");
        } else {
            content(out, "**ERROR**: " + error.sentence());
            out.add(head).add(",\"usage\":null,\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",");
            out.add("\"content\":null},\"finish_reason\":\"stop\",\"logprobs\":null}]}\n\n");
        }
        out.add("data:[DONE]\n\n");
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
        if (referenced) {
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
