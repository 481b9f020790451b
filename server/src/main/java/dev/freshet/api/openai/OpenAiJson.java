package dev.freshet.api.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.answer.CompletedAnswer;
import dev.freshet.api.ragflow.chat.PassageJson;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.model.Usage;

/// Bodies of this wire.
final class OpenAiJson {
    private OpenAiJson() {}

    static ObjectNode usage(Usage usage) {
        return Envelope.object()
                .put("prompt_tokens", usage.promptTokens())
                .put("completion_tokens", usage.completionTokens())
                .put("total_tokens", usage.totalTokens());
    }

    /// A completion in one piece.
    ///
    /// @param referenced whether it carries the passages
    static ObjectNode completion(String id, String model, CompletedAnswer answer, boolean referenced) {
        ObjectNode message = Envelope.object().put("role", "assistant").put("content", answer.text());
        if (!answer.thinking().isEmpty()) {
            message.put("reasoning_content", answer.thinking());
        }
        if (referenced) {
            message.set("reference", PassageJson.chunks(answer.references()));
        }
        ObjectNode choice = Envelope.object().put("index", 0);
        choice.set("message", message);
        choice.put("finish_reason", answer.reason().key()).putNull("logprobs");
        ObjectNode body = Envelope.object()
                .put("id", id)
                .put("object", "chat.completion")
                .put("created", answer.createdAt() / 1000)
                .put("model", model);
        body.putArray("choices").add(choice);
        ObjectNode usage = usage(answer.usage());
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
        body.set("usage", usage);
        return body;
    }
}
