package dev.freshet.api.ragflow.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.answer.CompletedAnswer;
import dev.freshet.answer.FrameBuffer;
import dev.freshet.answer.FrameWriter;
import dev.freshet.answer.FrameWriter.Position;
import dev.freshet.answer.FrameWriter.Stage;
import dev.freshet.answer.References;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.core.AppException;
import dev.freshet.json.Json;
import org.jspecify.annotations.Nullable;

/// What the frames of a completion have in common.
///
/// @param withMessage whether each frame carries `"message":""`
/// @param id the message's id; null for none
/// @param session the session's id; null for an answer without one, whose frames hold text and passages alone
/// @param chat the assistant's id; null where the wire does not send it
/// @param passages how passages are sent
/// @param plain whether the assistant has no datasets, so that frames say less and none is the last
public record Frames(
        boolean withMessage,
        @Nullable String id,
        @Nullable String session,
        @Nullable String chat,
        PassageForm passages,
        boolean plain) {

    static final String FORM = "ragflow:";

    /// Frames of a route that sends no assistant's id and passages in the usual form.
    public static Frames of(boolean withMessage, String id, String session, boolean plain) {
        return new Frames(withMessage, id, session, null, PassageForm.USUAL, plain);
    }

    /// The frames of a form that [#form()] wrote.
    static Frames of(String form) {
        return Json.read(form.substring(FORM.length()), Frames.class);
    }

    FrameWriter writer(boolean cumulative) {
        return cumulative ? new CumulativeFrames(this) : new DeltaFrames(this);
    }

    /// Frames of an answer that belongs to no session (contract §9.5).
    public static Frames summary() {
        return new Frames(true, null, null, null, PassageForm.USUAL, false);
    }

    /// A form of the passages behind an answer.
    public enum PassageForm {
        /// As completions have them.
        USUAL,
        /// With the names of storage, as the legacy routes have them.
        STORED;

        JsonNode of(References references) {
            return switch (this) {
                case USUAL -> PassageJson.reference(references);
                case STORED -> PassageJson.stored(references);
            };
        }
    }

    /// What is to be kept so that the same frames can be made again.
    public String form() {
        return FORM + Json.write(this);
    }

    /// Begins a frame up to its data.
    FrameBuffer begin(FrameBuffer out) {
        return out.add(withMessage ? "data:{\"code\":0,\"message\":\"\",\"data\":" : "data:{\"code\":0,\"data\":");
    }

    /// Ends a frame.
    static void end(FrameBuffer out) {
        out.add("}\n\n");
    }

    /// Adds what a running frame has beside its text and before its ids.
    FrameBuffer beside(FrameBuffer out) {
        return out.add(session == null ? ",\"reference\":{}" : ",\"reference\":{\"chunks\":[]},\"audio_binary\":null");
    }

    /// Adds the ids that end the data of each frame.
    FrameBuffer ids(FrameBuffer out) {
        if (session == null) {
            return out;
        }
        out.add(",\"id\":");
        text(out, id);
        out.add(",\"session_id\":").quoted(session);
        if (chat != null) {
            out.add(",\"chat_id\":").quoted(chat);
        }
        return out;
    }

    /// Adds what only the last frame has, beside answer and ids.
    FrameBuffer summary(FrameBuffer out, CompletedAnswer completed) {
        out.add(",\"reference\":");
        out.add(PassageJson.safe(completed.quoted() ? passages.of(completed.references()) : Envelope.object()));
        if (session == null) {
            return out;
        }
        out.add(",\"prompt\":").quoted(completed.prompt());
        return out.add(",\"created_at\":").add(Double.toString(completed.createdAt() / 1000.0));
    }

    /// The frame that ends every stream.
    void terminator(FrameBuffer out) {
        out.at(Position.START.at(Stage.END));
        out.add(
                withMessage
                        ? "data:{\"code\": 0, \"message\": \"\", \"data\": true}\n\n"
                        : "data:{\"code\": 0, \"data\": true}\n\n");
    }

    /// The frame of an error, unless the client has it, and the terminator behind it.
    void error(FrameBuffer out, Position since, AppException error) {
        if (since.stage() != Stage.FINAL) {
            error(out.at(Position.START.at(Stage.FINAL)), error);
        }
        terminator(out);
    }

    private static void error(FrameBuffer out, AppException error) {
        out.add("data:{\"code\": 500, \"message\": ").quoted(error.sentence());
        out.add(", \"data\": {\"answer\": ").quoted("**ERROR**: " + error.sentence());
        out.add(", \"reference\": []}}\n\n");
    }

    private static void text(FrameBuffer out, @Nullable String text) {
        if (text == null) {
            out.add("null");
            return;
        }
        out.quoted(text);
    }
}
