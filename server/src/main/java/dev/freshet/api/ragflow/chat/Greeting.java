package dev.freshet.api.ragflow.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.http.Response;

/// What comes back where no session was named: the prologue of the one that was made, instead of an answer.
///
/// @param session the id of the new session
/// @param prologue the assistant's first words
public record Greeting(String session, String prologue) {

    public ObjectNode data() {
        ObjectNode data = Envelope.object().put("answer", prologue);
        data.set("reference", Envelope.object());
        data.putNull("audio_binary").putNull("id");
        return data.put("session_id", session);
    }

    /// The one frame with the prologue.
    public String frame() {
        ObjectNode frame = Envelope.object().put("code", 0).put("message", "");
        frame.set("data", data());
        return "data:" + PassageJson.safe(frame) + "\n\n";
    }

    public Response stream() {
        return Envelope.stream(frame() + "data:{\"code\": 0, \"message\": \"\", \"data\": true}\n\n");
    }
}
