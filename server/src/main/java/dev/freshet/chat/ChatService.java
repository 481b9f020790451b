package dev.freshet.chat;

import dev.freshet.answer.Answer;
import dev.freshet.answer.CompletedAnswer;
import dev.freshet.answer.Ending;
import dev.freshet.answer.Ending.Pace;
import dev.freshet.answer.LastWord;
import dev.freshet.answer.RunningAnswers;
import dev.freshet.answer.admission.Admission;
import dev.freshet.answer.admission.Admission.Reservation;
import dev.freshet.answer.admission.Observed;
import dev.freshet.answer.keep.AnswerState;
import dev.freshet.answer.keep.Replay;
import dev.freshet.answer.keep.Timeline;
import dev.freshet.chat.AnswerCompletion.Said;
import dev.freshet.chat.AnswerCompletion.Search;
import dev.freshet.chat.Question.Turn;
import dev.freshet.chat.QuestionRewriter.Rewritten;
import dev.freshet.chat.TurnStore.Result;
import dev.freshet.chat.TurnTimes.Step;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.model.ChatModel;
import dev.freshet.model.Models;
import dev.freshet.model.Prompt;
import dev.freshet.model.Usage;
import dev.freshet.observe.AnswerMeter;
import dev.freshet.observe.AnswerMeter.Ended;
import dev.freshet.observe.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers questions. One call is one turn, run by the virtual thread that brought it; the tokens themselves
/// flow on the event loop of the client.
public final class ChatService {
    private static final Logger LOG = LoggerFactory.getLogger(ChatService.class);

    private final Admission admission;
    private final RunningAnswers running;
    private final TurnStore turns;
    private final Models models;
    private final Steps steps;
    private final AnswerMeter meter;
    private final Duration limit;

    /// @param limit how long a question may take from its arrival to its last token
    public ChatService(
            Admission admission,
            RunningAnswers running,
            TurnStore turns,
            Models models,
            Steps steps,
            AnswerMeter meter,
            Duration limit) {
        this.admission = admission;
        this.running = running;
        this.turns = turns;
        this.models = models;
        this.steps = steps;
        this.meter = meter;
        this.limit = limit;
    }

    /// The steps of a turn: what finds passages, what makes the prompt, and what makes the stored answer.
    public record Steps(
            QuestionRewriter rewriter, Grounding grounding, PromptBuilder prompts, AnswerCompletion completion) {}

    /// How a turn ended.
    public sealed interface Outcome {}

    /// The answer was stored and its last frames were sent.
    public record Answered(CompletedAnswer answer) implements Outcome {}

    /// The turn failed before the model had a say, and the frames of the error were sent.
    public record Failed(AppException error) implements Outcome {}

    /// Answers the question into the answer and returns when both are stored. Whatever had been said when
    /// something failed is stored too. What it throws it throws before anything is written; later errors are
    /// the outcome.
    ///
    /// @throws AppException.Exhausted when the server is full
    public Outcome ask(Question question, Answer answer) {
        TurnTimes times = new TurnTimes();
        try (Reservation place = admission.reserve(question.asker(), question.model(), Deadline.in(limit))) {
            running.started(answer, question.owner());
            answer.onStopped(place::giveUp);
            try {
                Turn turn = turns.begin(question, answer.id(), answer.origin());
                answer.begun();
                return run(turn, answer, place, times);
            } finally {
                running.ended(answer);
            }
        }
    }

    private Outcome run(Turn turn, Answer answer, Reservation place, TurnTimes times) {
        try {
            return new Answered(answered(turn, answer, place, times));
        } catch (AppException error) {
            return fail(turn, answer, times, error);
        } catch (RuntimeException defect) {
            LOG.error("an answer failed inside the server", defect);
            return fail(turn, answer, times, new AppException.Broken("the answer failed inside the server", defect));
        }
    }

    private CompletedAnswer answered(Turn turn, Answer answer, Reservation place, TurnTimes times) {
        Question question = turn.question();
        PromptBuilder.checkVariables(question);
        ChatModel model = times.measure(Step.MODEL, () -> model(question));
        Search search = search(question, model, times, place.deadline());
        search.degraded().forEach(answer::degraded);
        answer.checkStopped();
        Prompt prompt = stream(question, search, model, answer, place);
        Ending ending = times.measure(Step.GENERATION, () -> answer.awaitUpstream(place.deadline()));
        place.release(observed(ending));
        Said said = new Said(question, search, prompt, ending);
        CompletedAnswer completed = steps.completion().complete(said, times, turn.startedAt());
        Replay replay = Replay.of(answer, new LastWord.Completed(completed));
        Timeline timeline = times.timeline(turn.startedAt());
        turns.finish(turn, new Result(state(ending), completed, error(ending), ending.answer(), replay, timeline));
        answer.complete(completed);
        meter.ended(new Ended(
                Timing.Cause.of(question.tenant(), answer.id()),
                state(ending).key(),
                times.until(ending.pace().firstToken()),
                asked(model, ending.pace(), completed.usage()),
                search.degraded(),
                measured(timeline)));
        return completed;
    }

    private static Optional<AnswerMeter.Asked> asked(ChatModel model, Pace pace, Usage usage) {
        if (pace.opened() == 0) {
            return Optional.empty();
        }
        Optional<Duration> firstToken = Optional.of(pace)
                .filter(known -> known.firstToken() != 0)
                .map(known -> Duration.ofNanos(known.firstToken() - known.opened()));
        return Optional.of(new AnswerMeter.Asked(
                model.info().name().provider(), firstToken, usage.promptTokens(), usage.completionTokens()));
    }

    private static List<AnswerMeter.Step> measured(Timeline timeline) {
        return timeline.steps().stream()
                .map(step -> new AnswerMeter.Step(step.name(), Duration.ofNanos((long) (step.duration() * 1e6))))
                .toList();
    }

    private ChatModel model(Question question) {
        return models.chat(question.tenant(), question.model())
                .orElseThrow(() -> AppException.notFound("Model(" + question.model() + ") not authorized"));
    }

    private Search search(Question question, ChatModel model, TurnTimes times, Deadline deadline) {
        if (!steps.grounding().wanted(question)) {
            return new Search(false, question.text(), Found.NOTHING, List.of());
        }
        Grounding.Scope scope = steps.grounding().scope(question, deadline);
        Rewritten rewritten =
                times.measure(Step.REFINEMENT, () -> steps.rewriter().rewrite(question, model, deadline));
        Found found = times.measure(Step.RETRIEVAL, () -> steps.grounding().find(scope, rewritten.text(), deadline));
        List<String> degraded = Stream.concat(rewritten.degraded().stream(), found.degraded().stream())
                .toList();
        return new Search(true, rewritten.text(), found, degraded);
    }

    /// Sends the question to the model, or says the assistant's own words where nothing was found and it has
    /// such words.
    private Prompt stream(Question question, Search search, ChatModel model, Answer answer, Reservation place) {
        String words = question.assistant().prompt().emptyResponse();
        if (search.wanted() && search.found().isEmpty() && !words.isEmpty()) {
            answer.say(words);
            return new Prompt(List.of(), question.assistant().generation(), List.of());
        }
        Prompt prompt = place.compute(() -> steps.prompts().build(question, search.found(), model.info()));
        place.awaitPermit(standing -> answer.queued(standing.position(), standing.expectedWait()));
        answer.checkStopped();
        model.stream(prompt, answer, place.deadline());
        return prompt;
    }

    private Outcome fail(Turn turn, Answer answer, TurnTimes times, AppException error) {
        AnswerState state = error.code() == ErrorCode.CANCELLED ? AnswerState.STOPPED : AnswerState.FAILED;
        Ending said = answer.abandon(error);
        String text = state == AnswerState.STOPPED ? said.answer() : AnswerCompletion.withError(said.answer(), error);
        CompletedAnswer failed = AnswerCompletion.failed(text, said.thinking(), turn.startedAt());
        Replay replay = Replay.of(answer, new LastWord.Failed(error));
        Timeline timeline = times.timeline(turn.startedAt());
        try {
            turns.finish(turn, new Result(state, failed, error.sentence(), said.answer(), replay, timeline));
        } finally {
            answer.fail(error);
            meter.ended(new Ended(
                    Timing.Cause.of(turn.question().tenant(), answer.id()),
                    ending(state, error),
                    times.until(said.pace().firstToken()),
                    Optional.empty(),
                    List.of(),
                    measured(timeline)));
        }
        return new Failed(error);
    }

    /// A question that cannot be answered as it is asked is no failure of the server's.
    private static String ending(AnswerState state, AppException error) {
        boolean rejected = state == AnswerState.FAILED && error.code().kind() == ErrorCode.Kind.USER;
        return rejected ? "rejected" : state.key();
    }

    /// What the limits of models may follow.
    private static Observed observed(Ending ending) {
        Pace pace = ending.pace();
        if (pace.firstToken() != 0) {
            return new Observed(false, Duration.ofNanos(pace.firstToken() - pace.opened()));
        }
        boolean refused = ending.cause() instanceof Ending.Failed failed
                && failed.error().code() == ErrorCode.UPSTREAM_RATE_LIMIT;
        return refused ? new Observed(true, Duration.ZERO) : Observed.NOTHING;
    }

    private static AnswerState state(Ending ending) {
        return switch (ending.cause()) {
            case Ending.Finished finished -> AnswerState.FINISHED;
            case Ending.Stopped stopped -> AnswerState.STOPPED;
            case Ending.Failed failed -> AnswerState.FAILED;
        };
    }

    private static String error(Ending ending) {
        return ending.cause() instanceof Ending.Failed failed ? failed.error().sentence() : "";
    }
}
