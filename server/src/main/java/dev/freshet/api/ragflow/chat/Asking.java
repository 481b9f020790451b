package dev.freshet.api.ragflow.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.answer.Answer;
import dev.freshet.answer.CompletedAnswer;
import dev.freshet.answer.Cursor;
import dev.freshet.answer.FrameBuffer;
import dev.freshet.answer.FrameWriter;
import dev.freshet.answer.FrameWriter.Position;
import dev.freshet.answer.LastWord;
import dev.freshet.answer.Origin;
import dev.freshet.answer.RunningAnswers;
import dev.freshet.answer.RunningAnswers.Known;
import dev.freshet.answer.keep.AnswerDirectory;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.chat.ChatService;
import dev.freshet.chat.Question;
import dev.freshet.chat.TurnStore.RepeatedRequest;
import dev.freshet.core.AnswerId;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.MessageId;
import dev.freshet.core.TenantId;
import dev.freshet.http.EventStream;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Runs a question for a route, as a stream or in one piece.
///
/// A request that carries an `Idempotency-Key` which its owner has sent before with the same content asks
/// nothing: it joins the answer that is under way, or gets the stored one.
public final class Asking {
    /// The header that names the answer.
    public static final String ANSWER = "X-Freshet-Answer";

    private static final Duration JOINED = Duration.ofMinutes(15);

    private final ChatService chats;
    private final RunningAnswers running;
    private final AnswerDirectory answers;
    private final boolean cumulative;

    /// @param cumulative whether streams carry the whole text so far where the client does not say
    public Asking(ChatService chats, RunningAnswers running, AnswerDirectory answers, boolean cumulative) {
        this.chats = chats;
        this.running = running;
        this.answers = answers;
        this.cumulative = cumulative;
    }

    /// An answer in one piece.
    ///
    /// @param outcome how the turn ended
    /// @param message the id that question and answer share; another request's when this one was repeated
    public record Whole(AnswerId id, MessageId message, ChatService.Outcome outcome) {
        /// The answer.
        ///
        /// @throws WireException code 100 when the turn failed before the model had a say
        public CompletedAnswer answer() {
            return switch (outcome) {
                case ChatService.Answered answered -> answered.answer();
                case ChatService.Failed failed ->
                    throw ChatFaults.FAILED.of(failed.error().sentence());
            };
        }

        /// The response with the answer's name on it.
        public Response named(Response response) {
            return response.withHeader(ANSWER, id.value());
        }
    }

    /// Streams the answer in these frames. What is thrown is thrown before the first byte.
    public Response stream(Request request, Question question, FrameWriter frames) {
        Origin origin = RequestOrigin.of(request, question, frames.form());
        Optional<Known> earlier = earlier(request, question.tenant(), origin);
        if (earlier.isPresent()) {
            return follow(request, earlier.get(), frames);
        }
        Answer answer = running.open(request.loop(), origin);
        EventStream stream = stream(request, answer.id());
        answer.follow(cursor(stream, frames, origin));
        try {
            chats.ask(question, answer);
            return Response.streaming(stream);
        } catch (RepeatedRequest twin) {
            return follow(request, joined(request, question.tenant(), origin), frames);
        }
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
        return whole(request, question, "").answer();
    }

    /// Answers in one piece and says how it ended.
    public ChatService.Outcome outcome(Request request, Question question) {
        return whole(request, question, "").outcome();
    }

    /// Answers in one piece.
    ///
    /// @param form the frames in which somebody may follow it meanwhile, see [FrameWriter#form()]
    public Whole whole(Request request, Question question, String form) {
        Origin origin = RequestOrigin.of(request, question, form);
        Optional<Known> earlier = earlier(request, question.tenant(), origin);
        if (earlier.isPresent()) {
            return await(request, earlier.get());
        }
        Answer answer = running.open(request.loop(), origin);
        answer.attend(request.events(Map.of()));
        try {
            return new Whole(answer.id(), question.message(), chats.ask(question, answer));
        } catch (RepeatedRequest twin) {
            return await(request, joined(request, question.tenant(), origin));
        }
    }

    /// Frames in the form that the request's `X-Freshet-Frames` or else this server's profile wants.
    public FrameWriter frames(Request request, Frames frames) {
        return frames.writer(wantsCumulative(request));
    }

    private boolean wantsCumulative(Request request) {
        return RequestOrigin.cumulative(request, cumulative);
    }

    private Optional<Known> earlier(Request request, TenantId tenant, Origin origin) {
        return Optional.ofNullable(origin.key())
                .flatMap(key -> answers.sent(tenant, key))
                .flatMap(sent -> {
                    if (!sent.same()) {
                        throw new AppException.Rejected(
                                ErrorCode.KEY_REUSED, "the Idempotency-Key was used for another request before");
                    }
                    return answers.find(tenant, sent.answer(), request.loop());
                });
    }

    private Known joined(Request request, TenantId tenant, Origin origin) {
        return earlier(request, tenant, origin)
                .orElseThrow(() -> AppException.conflict("the same request was sent a moment ago; please try again"));
    }

    private Response follow(Request request, Known known, FrameWriter frames) {
        Answer answer = known.answer();
        String form = answer.origin().form();
        EventStream stream = stream(request, answer.id());
        FrameWriter same = form.isEmpty() ? frames : frames.again(form);
        answer.follow(
                RequestOrigin.resumable(request)
                        ? Cursor.resumable(stream, same, RequestOrigin.position(request))
                        : new Cursor(stream, same));
        return Response.streaming(stream);
    }

    private static Whole await(Request request, Known known) {
        Answer answer = known.answer();
        answer.attend(request.events(Map.of()));
        LastWord word = answer.awaitLastWord(Deadline.in(JOINED));
        ChatService.Outcome outcome = switch (word) {
            case null ->
                throw new AppException.Exhausted(ErrorCode.DEADLINE_EXCEEDED, "the answer did not end in time");
            case LastWord.Completed completed -> new ChatService.Answered(completed.answer());
            case LastWord.Failed failed -> new ChatService.Failed(failed.error());
        };
        return new Whole(answer.id(), known.owner().message(), outcome);
    }

    private static EventStream stream(Request request, AnswerId answer) {
        return request.events(Map.of(ANSWER, answer.value()));
    }

    private static Cursor cursor(EventStream stream, FrameWriter frames, Origin origin) {
        return origin.resumable() ? Cursor.resumable(stream, frames, Position.START) : new Cursor(stream, frames);
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
