package dev.freshet.model.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.http.HttpCall;
import dev.freshet.json.Json;
import dev.freshet.model.GenerationSettings;
import dev.freshet.model.ModelEndpoint;
import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.Prompt;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes requests in OpenAI's form.
record ChatRequest(ModelEndpoint endpoint) {
    /// A model that thinks may be silent for long.
    private static final Duration IDLE_WHEN_THINKING = Duration.ofMinutes(5);

    /// The call for a prompt.
    ///
    /// @throws dev.freshet.core.AppException.Rejected when the address or the key cannot be sent
    HttpCall call(Prompt prompt, boolean stream) {
        HttpCall call = post("chat/completions", body(prompt, stream));
        boolean patient = !stream || endpoint.capabilities().contains(Capability.THINKING);
        return patient ? call.withIdle(IDLE_WHEN_THINKING) : call;
    }

    /// A call to one of the interface's paths.
    HttpCall post(String path, ObjectNode body) {
        Map<String, String> headers = headers("application/json, text/event-stream");
        headers.put("Content-Type", "application/json");
        return HttpCall.post(endpoint.at(path), headers, Json.writeBytes(body));
    }

    /// A question to one of the interface's paths.
    HttpCall get(String path) {
        return HttpCall.get(endpoint.at(path), headers("application/json"));
    }

    private Map<String, String> headers(String accept) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", accept);
        if (!endpoint.key().isEmpty()) {
            headers.put("Authorization", "Bearer " + endpoint.key().reveal());
        }
        return headers;
    }

    private ObjectNode body(Prompt prompt, boolean stream) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("model", endpoint.ownName());
        ArrayNode messages = body.putArray("messages");
        for (Prompt.Message message : prompt.messages()) {
            ObjectNode sent = messages.addObject().put("role", message.role().key());
            if (message.pictures().isEmpty()) {
                sent.put("content", message.text());
            } else {
                addParts(sent.putArray("content"), message);
            }
        }
        addSettings(body, prompt.settings());
        body.put("stream", stream);
        if (stream) {
            body.putObject("stream_options").put("include_usage", true);
        }
        return body;
    }

    private static void addParts(ArrayNode parts, Prompt.Message message) {
        if (!message.text().isEmpty()) {
            parts.addObject().put("type", "text").put("text", message.text());
        }
        for (String picture : message.pictures()) {
            parts.addObject().put("type", "image_url").putObject("image_url").put("url", picture);
        }
    }

    /// Models of the gpt-5 family refuse settings of the sampling.
    private void addSettings(ObjectNode body, GenerationSettings settings) {
        if (endpoint.ownName().contains("gpt-5")) {
            put(body, "max_completion_tokens", settings.maxTokens());
            return;
        }
        put(body, "temperature", settings.temperature());
        put(body, "top_p", settings.topP());
        put(body, "presence_penalty", settings.presencePenalty());
        put(body, "frequency_penalty", settings.frequencyPenalty());
        put(body, "max_tokens", settings.maxTokens());
    }

    private static void put(ObjectNode body, String key, @Nullable Number value) {
        if (value instanceof Integer whole) {
            body.put(key, whole);
        } else if (value != null) {
            body.put(key, value.doubleValue());
        }
    }

    /// About how many tokens the prompt has, where a provider does not tell: four Latin letters or one other
    /// character each. Counting them exactly would cost more CPU than the whole stream.
    static int estimate(Prompt prompt) {
        return prompt.messages().stream()
                .mapToInt(message -> estimate(message.text()) + 4)
                .sum();
    }

    static int estimate(String text) {
        int latin = (int) text.chars().filter(character -> character < 0x250).count();
        return (latin + 3) / 4 + text.length() - latin;
    }
}
