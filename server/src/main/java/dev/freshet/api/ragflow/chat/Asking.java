package dev.freshet.api.ragflow.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.answer.Answer;
import dev.freshet.answer.CompletedAnswer;
import dev.freshet.answer.Cursor;
import dev.freshet.answer.FrameBuffer;
import dev.freshet.answer.FrameWriter;
import dev.freshet.answer.RunningAnswers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.WireException;
import dev.freshet.chat.ChatService;
import dev.freshet.chat.Question;
import dev.freshet.core.AppException;
import dev.freshet.http.EventStream;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Runs a question for a route, as a stream or in one piece.
public final class Asking {
    private final ChatService chats;
    private final RunningAnswers running;
    private final boolean cumulative;

    /// @param cumulative whether streams carry the whole text so far where the client does not say
    public Asking(ChatService chats, RunningAnswers running, boolean cumulative) {
        this.chats = chats;
        this.running = running;
        this.cumulative = cumulative;
    }

    /// Streams the answer in these frames. What is thrown is thrown before the first byte.
    public Response stream(Request request, Question question, FrameWriter frames) {
        Answer answer = running.open(request.loop());
        EventStream stream =
                request.events(Map.of("X-Freshet-Answer", answer.id().value()));
        answer.follow(new Cursor(stream, frames));
        chats.ask(question, answer);
        return Response.streaming(stream);
    }

    /// A stream that holds an error and nothing else.
    public static Response failed(Frames frames, AppException error) {
        FrameBuffer out = new FrameBuffer();
        frames.error(out, FrameWriter.Position.START, error);
        return Envelope.stream(new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8));
    }

    /// Answers in one piece.
    ///
    /// @throws WireException code 100 when the turn failed before the model had a say
    public CompletedAnswer whole(Request request, Question question) {
        return switch (outcome(request, question)) {
            case ChatService.Answered answered -> answered.answer();
            case ChatService.Failed failed ->
                throw WireException.exception(failed.error().sentence());
        };
    }

    /// Answers in one piece and says how it ended.
    public ChatService.Outcome outcome(Request request, Question question) {
        return chats.ask(question, running.open(request.loop()));
    }

    /// Frames in the form that the request's `X-Freshet-Frames` or else this server's profile wants.
    public FrameWriter frames(Request request, Frames frames) {
        boolean whole = request.header("X-Freshet-Frames")
                .map(form -> !form.strip().equalsIgnoreCase("delta"))
                .orElse(cumulative);
        return whole ? new CumulativeFrames(frames) : new DeltaFrames(frames);
    }

    /// The data of an answer in one piece; the thinking is left out.
    public static ObjectNode data(CompletedAnswer answer, String message, String session) {
        ObjectNode data = Envelope.object().put("answer", answer.text());
        data.set("reference", answer.quoted() ? PassageJson.reference(answer.references()) : Envelope.object());
        data.put("prompt", answer.prompt()).put("created_at", answer.createdAt() / 1000.0);
        data.putNull("audio_binary");
        return data.put("id", message).put("session_id", session);
    }
}
