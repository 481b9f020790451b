package dev.freshet.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.http.HttpCall;
import dev.freshet.http.HttpCaller;
import dev.freshet.http.HttpReply;
import dev.freshet.json.Json;
import dev.freshet.model.ChatModel;
import dev.freshet.model.ModelEndpoint;
import dev.freshet.model.ModelInfo;
import dev.freshet.model.Prompt;
import dev.freshet.model.TokenSink;
import dev.freshet.model.Usage;
import java.io.IOException;
import java.util.regex.Pattern;

/// A language model behind `chat/completions`.
public final class OpenAiChatModel implements ChatModel {
    private static final Pattern THINKING = Pattern.compile("^\\s*<think>.*?</think>\\s*", Pattern.DOTALL);

    private final ModelEndpoint endpoint;
    private final HttpCaller caller;
    private final ChatRequest requests;
    private final ProviderErrors errors;
    private final PatientCaller patient;
    private final RetryBudget budget;

    OpenAiChatModel(ModelEndpoint endpoint, HttpCaller caller, RetryBudget budget) {
        this.endpoint = endpoint;
        this.caller = caller;
        this.requests = new ChatRequest(endpoint);
        this.errors = new ProviderErrors(endpoint);
        this.patient = new PatientCaller(caller, errors, budget);
        this.budget = budget;
    }

    @Override
    public ModelInfo info() {
        return endpoint.info();
    }

    @Override
    public void stream(Prompt prompt, TokenSink sink, Deadline deadline) {
        try {
            HttpCall call = requests.call(prompt, true);
            ChatStream.ChatStart start = new ChatStream.ChatStart(errors, budget, ChatRequest.estimate(prompt));
            sink.loop().run(() -> new ChatStream(caller, call, sink, deadline, start).start());
        } catch (AppException.Rejected unsendable) {
            sink.loop().run(() -> sink.failed(unsendable));
        }
    }

    @Override
    public Completion complete(Prompt prompt, Deadline deadline) {
        HttpReply reply = patient.send(requests.call(prompt, false), deadline);
        try {
            return completion(Json.parse(reply.body()), prompt);
        } catch (IOException noJson) {
            throw errors.malformed("sent an answer that is no JSON");
        }
    }

    private Completion completion(JsonNode root, Prompt prompt) {
        JsonNode content = root.at("/choices/0/message/content");
        if (root.path("error").isContainerNode() || root.path("error").isTextual()) {
            throw errors.ofEvent(
                    root.at("/error/message").asText(root.path("error").asText("")));
        }
        if (!content.isTextual()) {
            throw errors.malformed("sent an answer without a text");
        }
        String text = THINKING.matcher(content.asText()).replaceFirst("");
        JsonNode usage = root.path("usage");
        return new Completion(
                text,
                new Usage(
                        usage.path("prompt_tokens").asInt(ChatRequest.estimate(prompt)),
                        usage.path("completion_tokens").asInt(ChatRequest.estimate(text))));
    }
}
