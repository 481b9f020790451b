package dev.freshet.web;

import dev.freshet.core.AssistantId;
import dev.freshet.core.Secret;
import dev.freshet.json.Json;
import java.util.List;

/// A question to begin with, as a line for the shell.
///
/// @param assistant whom to ask
/// @param question what to ask
public record FirstQuestion(AssistantId assistant, String question) {

    private record Body(String model, List<Message> messages, boolean stream, boolean reference) {}

    private record Message(String role, String content) {}

    /// A complete `curl` line that streams the answer and its passages.
    ///
    /// @param address such as `http://127.0.0.1:9380`
    public String curl(String address, Secret key) {
        Body body = new Body("freshet", List.of(new Message("user", question)), true, true);
        return "curl -N " + address + "/api/v1/chats_openai/" + assistant.value() + "/chat/completions"
                + " -H 'Authorization: Bearer " + key.reveal() + "'"
                + " -H 'Content-Type: application/json'"
                + " -d '" + Json.write(body).replace("'", "'\\''") + "'";
    }
}
