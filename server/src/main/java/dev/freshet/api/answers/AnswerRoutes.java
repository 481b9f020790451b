package dev.freshet.api.answers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.account.Accounts;
import dev.freshet.account.ApiKeys;
import dev.freshet.answer.Cursor;
import dev.freshet.answer.Ending.StopReason;
import dev.freshet.answer.FrameWriter;
import dev.freshet.answer.FrameWriter.Position;
import dev.freshet.answer.FrameWriter.Stage;
import dev.freshet.answer.RunningAnswers.Known;
import dev.freshet.answer.keep.AnswerDirectory;
import dev.freshet.answer.keep.StoredAnswer;
import dev.freshet.answer.keep.Timeline;
import dev.freshet.api.openai.OpenAiFrames;
import dev.freshet.api.ragflow.chat.Asking;
import dev.freshet.api.ragflow.chat.FollowedFrames;
import dev.freshet.api.ragflow.chat.RequestOrigin;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.core.AnswerId;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.http.EventStream;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.time.Duration;
import java.util.Map;

/// `/api/v1/answers/{answer}`: following, stopping and examining an answer, whichever wire it was asked on.
public final class AnswerRoutes {
    private static final Duration STORING = Duration.ofSeconds(5);

    private final AnswerAccess access;
    private final AnswerDirectory answers;
    private final boolean cumulative;

    /// @param cumulative whether streams carry the whole text so far where the client does not say
    public AnswerRoutes(ApiKeys keys, Accounts accounts, AnswerDirectory answers, boolean cumulative) {
        this.access = new AnswerAccess(keys, accounts);
        this.answers = answers;
        this.cumulative = cumulative;
    }

    public void addTo(Router router) {
        router.group(AnswerRoutes::failed)
                .route("GET", "/api/v1/answers/{answer}/events", "Follow an answer", this::events)
                .route("POST", "/api/v1/answers/{answer}/stop", "Stop an answer", this::stop)
                .route("GET", "/api/v1/answers/{answer}/timeline", "See where an answer's time went", this::timeline);
    }

    /// Streams the answer from where the client says it stands; nothing more to come is status 204, at which
    /// clients stop to connect again.
    private Response events(Request request) {
        Known known = known(request);
        Position from = RequestOrigin.position(request);
        if (from.stage() == Stage.END) {
            return Response.empty(204);
        }
        AnswerId id = known.answer().id();
        EventStream stream = request.events(Map.of(Asking.ANSWER, id.value()));
        known.answer().follow(Cursor.resumable(stream, frames(request, known), from));
        return Response.streaming(stream);
    }

    /// The wire that the answer was asked on decides; answers of routes without frames have RAGFlow's.
    private FrameWriter frames(Request request, Known known) {
        String form = known.answer().origin().form();
        return form.startsWith(OpenAiFrames.FORM)
                ? OpenAiFrames.of(form)
                : FollowedFrames.of(form, known.owner(), RequestOrigin.cumulative(request, cumulative));
    }

    /// Closes the upstream and waits until what had been said is stored.
    private Response stop(Request request) {
        Known known = known(request);
        known.answer().stop(StopReason.REQUESTED);
        known.answer().awaitLastWord(Deadline.in(STORING));
        return Envelope.rest(state(stored(request)));
    }

    private Response timeline(Request request) {
        StoredAnswer stored = stored(request);
        ObjectNode data = state(stored).put("started_at", stored.timeline().startedAt());
        ArrayNode steps = data.putArray("steps");
        for (Timeline.Step step : stored.timeline().steps()) {
            steps.addObject()
                    .put("name", step.name())
                    .put("start_ms", rounded(step.start()))
                    .put("duration_ms", rounded(step.duration()));
        }
        ArrayNode degraded = data.putArray("degraded");
        stored.answer().degraded().forEach(degraded::add);
        return Envelope.rest(data);
    }

    private static ObjectNode state(StoredAnswer stored) {
        return Envelope.object()
                .put("answer_id", stored.id().value())
                .put("state", stored.state().key());
    }

    private static double rounded(double millis) {
        return Math.round(millis * 1000) / 1000.0;
    }

    private Known known(Request request) {
        AnswerAccess.Visible visible = access.of(request);
        return answers.find(visible.tenant(), AnswerAccess.id(request), request.loop())
                .filter(known -> visible.which().test(known.owner()))
                .orElseThrow(AnswerAccess::missing);
    }

    private StoredAnswer stored(Request request) {
        AnswerAccess.Visible visible = access.of(request);
        return answers.stored(visible.tenant(), AnswerAccess.id(request))
                .filter(stored -> visible.which().test(stored.owner()))
                .orElseThrow(AnswerAccess::missing);
    }

    private static Response failed(Request request, Throwable error) {
        if (error instanceof AppException known) {
            return refusal(status(known.code()), known.sentence());
        }
        return refusal(500, "the server failed; its log has the reason under request " + request.requestId());
    }

    private static Response refusal(int status, String message) {
        return Envelope.json(status, Envelope.object().put("code", status).put("message", message));
    }

    private static int status(ErrorCode code) {
        return switch (code.kind()) {
            case USER ->
                switch (code) {
                    case UNAUTHENTICATED -> 401;
                    case NOT_FOUND -> 404;
                    default -> 400;
                };
            case UPSTREAM -> 502;
            case RESOURCES -> 503;
            case INTERNAL -> 500;
        };
    }
}
