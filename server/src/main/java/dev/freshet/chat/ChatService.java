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
import dev.freshet.model.ModelStore.Spent;
import dev.freshet.model.ModelType;
import dev.freshet.model.Models;
import dev.freshet.model.Prompt;
import dev.freshet.model.Usage;
import dev.freshet.observe.AnswerMeter;
import dev.freshet.observe.AnswerMeter.Ended;
import dev.freshet.observe.Timing;
import dev.freshet.retrieval.RetrievalResult.Reranked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
        Closed closed = closed(question, answer);
        meter.ended(closed.ended());
        return closed.outcome();
    }

    private Closed closed(Question question, Answer answer) {
        TurnTimes times = new TurnTimes();
        Deadline.Cancellation stopped = new Deadline.Cancellation();
        Deadline deadline = Deadline.in(limit).until(stopped);
        try (Reservation place = admission.reserve(question.asker(), question.model(), deadline)) {
            running.started(answer, question.owner());
            answer.onStopped(stopped::cancel);
            try {
                Turn turn = times.measure("store", () -> turns.begin(question, answer.id(), answer.origin()));
                answer.begun();
                return run(new Talk(turn, answer, place, times));
            } finally {
                running.ended(answer);
            }
        }
    }

    /// A turn under way, and what is known of it so far. Belongs to the thread that runs the turn.
    private static final class Talk {
        private final Turn turn;
        private final Answer answer;
        private final Reservation place;
        private final TurnTimes times;
        private List<String> degraded = List.of();
        private @Nullable Reranked reranked;
        private @Nullable Asked asked;

        Talk(Turn turn, Answer answer, Reservation place, TurnTimes times) {
            this.turn = turn;
            this.answer = answer;
            this.place = place;
            this.times = times;
        }

        Question question() {
            return turn.question();
        }

        /// What is booked on the models, when the answer has cost so much.
        List<Spent> spent(Usage usage) {
            List<Spent> spent = new ArrayList<>(2);
            if (asked != null) {
                spent.add(new Spent(asked.model().info().name(), ModelType.CHAT, usage.totalTokens()));
            }
            if (reranked != null) {
                spent.add(new Spent(reranked.model(), ModelType.RERANK, reranked.tokens()));
            }
            return spent;
        }
    }

    /// A model that has been sent a prompt.
    private record Asked(ChatModel model, Prompt prompt) {}

    /// A turn that has ended, and what is to be booked.
    private record Closed(Outcome outcome, Ended ended) {}

    private Closed run(Talk talk) {
        try {
            return answered(talk);
        } catch (AppException error) {
            return fail(talk, error);
        } catch (RuntimeException defect) {
            LOG.error("an answer failed inside the server", defect);
            return fail(talk, new AppException.Broken("the answer failed inside the server", defect));
        }
    }

    private Closed answered(Talk talk) {
        Question question = talk.question();
        Answer answer = talk.answer;
        PromptBuilder.checkVariables(question);
        ChatModel model = talk.times.measure(Step.MODEL, () -> model(question));
        Search search = search(talk, model);
        talk.degraded = search.degraded();
        talk.reranked = search.found().reranked();
        search.degraded().forEach(answer::degraded);
        answer.checkStopped();
        Prompt prompt = stream(talk, search, model);
        Ending ending = talk.times.measure(Step.GENERATION, () -> answer.awaitUpstream(talk.place.deadline()));
        talk.times.generation(ending.pace());
        talk.place.release(observed(ending));
        CompletedAnswer completed = complete(talk, new Said(question, search, prompt, ending));
        return new Closed(new Answered(completed), ended(talk, state(ending).key(), ending, completed.usage()));
    }

    private static Optional<AnswerMeter.Asked> asked(Talk talk, Pace pace, Usage usage) {
        Asked asked = talk.asked;
        if (asked == null || pace.opened() == 0) {
            return Optional.empty();
        }
        Optional<Duration> firstToken = Optional.of(pace)
                .filter(known -> known.firstToken() != 0)
                .map(known -> Duration.ofNanos(known.firstToken() - known.opened()));
        String provider = asked.model().info().name().provider();
        return Optional.of(new AnswerMeter.Asked(provider, firstToken, usage.promptTokens(), usage.completionTokens()));
    }

    private static Ended ended(Talk talk, String ending, Ending said, Usage usage) {
        List<AnswerMeter.Step> steps = talk.times.timeline(talk.turn.startedAt()).steps().stream()
                .map(step -> new AnswerMeter.Step(step.name(), Duration.ofNanos((long) (step.duration() * 1e6))))
                .toList();
        return new Ended(
                Timing.Cause.of(talk.question().tenant(), talk.answer.id()),
                ending,
                talk.times.until(said.pace().firstToken()),
                asked(talk, said.pace(), usage),
                talk.degraded,
                steps);
    }

    private CompletedAnswer complete(Talk talk, Said said) {
        Ending ending = said.ending();
        CompletedAnswer completed = talk.times.measure(
                "citations", () -> steps.completion().complete(said, talk.times, talk.turn.startedAt()));
        LastWord word = new LastWord.Completed(completed);
        store(talk, ending, new Stored(state(ending), completed, error(ending), word));
        talk.answer.complete(completed);
        return completed;
    }

    /// What is stored of an answer besides how it flowed.
    private record Stored(AnswerState state, CompletedAnswer answer, String error, LastWord word) {}

    /// The row's timeline cannot tell how long the row itself took to be stored; the log's can.
    private void store(Talk talk, Ending ending, Stored stored) {
        Turn turn = talk.turn;
        Result result = new Result(
                stored.state(),
                stored.answer(),
                stored.error(),
                ending.answer(),
                Replay.of(talk.answer, stored.word()),
                talk.times.timeline(turn.startedAt()),
                talk.spent(stored.answer().usage()));
        talk.times.run("store", () -> turns.finish(turn, result));
    }

    private ChatModel model(Question question) {
        return models.chat(question.tenant(), question.model())
                .orElseThrow(() -> AppException.notFound("Model(" + question.model() + ") not authorized"));
    }

    private Search search(Talk talk, ChatModel model) {
        Question question = talk.question();
        Deadline deadline = talk.place.deadline();
        TurnTimes times = talk.times;
        if (!steps.grounding().wanted(question)) {
            return new Search(false, question.text(), Found.NOTHING, List.of());
        }
        Grounding.Scope scope = steps.grounding().scope(question, deadline);
        Rewritten rewritten =
                times.measure(Step.REFINEMENT, () -> steps.rewriter().rewrite(question, model, deadline));
        long begin = System.nanoTime();
        Found found = times.measure(Step.RETRIEVAL, () -> steps.grounding().find(scope, rewritten.text(), talk.place));
        times.search(begin, found.timings());
        List<String> degraded = Stream.concat(rewritten.degraded().stream(), found.degraded().stream())
                .toList();
        return new Search(true, rewritten.text(), found, degraded);
    }

    /// Sends the question to the model, or says the assistant's own words where nothing was found and it has
    /// such words.
    private Prompt stream(Talk talk, Search search, ChatModel model) {
        Question question = talk.question();
        Answer answer = talk.answer;
        Reservation place = talk.place;
        String words = question.assistant().prompt().emptyResponse();
        if (search.wanted() && search.found().isEmpty() && !words.isEmpty()) {
            answer.say(words);
            return new Prompt(List.of(), question.assistant().generation(), List.of());
        }
        Prompt prompt = talk.times.measure(
                "prompt", () -> place.compute(() -> steps.prompts().build(question, search.found(), model.info())));
        talk.times.run(
                "queue",
                () -> place.awaitPermit(standing -> answer.queued(standing.position(), standing.expectedWait())));
        answer.checkStopped();
        talk.times.asked();
        talk.asked = new Asked(model, prompt);
        model.stream(prompt, answer, place.deadline());
        return prompt;
    }

    private Closed fail(Talk talk, AppException error) {
        AnswerState state = error.code() == ErrorCode.CANCELLED ? AnswerState.STOPPED : AnswerState.FAILED;
        Answer answer = talk.answer;
        Ending said = answer.abandon(error);
        String text = state == AnswerState.STOPPED ? said.answer() : AnswerCompletion.withError(said.answer(), error);
        Asked asked = talk.asked;
        Usage usage = asked == null ? Usage.NONE : steps.completion().usage(asked.prompt(), said);
        CompletedAnswer failed = AnswerCompletion.failed(text, said.thinking(), usage, talk.turn.startedAt());
        LastWord word = new LastWord.Failed(error);
        try {
            store(talk, said, new Stored(state, failed, error.sentence(), word));
        } finally {
            answer.fail(error);
        }
        return new Closed(new Failed(error), ended(talk, ending(state, error), said, usage));
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
                && (failed.error().code() == ErrorCode.UPSTREAM_RATE_LIMIT
                        || failed.error().code() == ErrorCode.UPSTREAM_OVERLOADED);
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
