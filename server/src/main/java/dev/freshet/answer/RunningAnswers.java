package dev.freshet.answer;

import dev.freshet.answer.Ending.StopReason;
import dev.freshet.core.AnswerId;
import dev.freshet.core.Deadline;
import dev.freshet.core.Ids;
import dev.freshet.http.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// All answers under way on this server, and the logs of those that have ended a moment ago.
public final class RunningAnswers {
    private static final long POLL_NANOS = 20_000_000;

    private final AnswerSettings settings;
    private final Hooks hooks;
    private final LogMemory memory;
    private final Set<Answer> running = ConcurrentHashMap.newKeySet();
    private final Map<AnswerId, Known> known = new ConcurrentHashMap<>();
    private final Queue<Answer> kept = new ConcurrentLinkedQueue<>();
    private final Map<EventLoop, Gatherer> gatherers = new ConcurrentHashMap<>();
    private final Map<EventLoop, LoopWatch> watches = new ConcurrentHashMap<>();

    public RunningAnswers(AnswerSettings settings) {
        this(settings, Hooks.NONE);
    }

    public RunningAnswers(AnswerSettings settings, Hooks hooks) {
        this.settings = settings;
        this.hooks = hooks;
        this.memory = new LogMemory(settings.following().memory());
    }

    /// Who is told what; called on event loops, so none of them blocks.
    ///
    /// @param grown a running answer that has more text than when it was last told
    /// @param stopToClose time from the wish to stop to the closing of the upstream
    public record Hooks(Consumer<PartialAnswer> grown, Consumer<Duration> stopToClose) {
        public static final Hooks NONE = new Hooks(partial -> {}, duration -> {});
    }

    /// An answer that is under way or has ended a moment ago.
    public record Known(Answer answer, Owner owner) {}

    /// What an answer tells of itself.
    final class Listener {
        /// Answers that nobody can find need no checkpoint.
        void grown(AnswerId id, String text, String thinking) {
            Known one = known.get(id);
            if (one != null) {
                hooks.grown().accept(new PartialAnswer(one.owner().tenant(), id, text, thinking));
            }
        }

        void closed(Duration stopToClose) {
            hooks.stopToClose().accept(stopToClose);
        }

        /// Lets finished logs go, oldest first, until so much could be taken; what they stood for is stored.
        boolean madeRoom(int bytes) {
            Answer oldest = kept.poll();
            while (oldest != null) {
                forget(oldest);
                if (memory.take(bytes)) {
                    return true;
                }
                oldest = kept.poll();
            }
            return false;
        }
    }

    /// A new answer on the loop of the client who asks. Nothing counts it as running before [#started].
    public Answer open(EventLoop loop) {
        return open(loop, Origin.NONE);
    }

    /// The same with what is to be remembered of the request.
    public Answer open(EventLoop loop, Origin origin) {
        return answer(new AnswerId(Ids.secret(16)), loop, origin);
    }

    private Answer answer(AnswerId id, EventLoop loop, Origin origin) {
        Gatherer gatherer = gatherers.computeIfAbsent(loop, Gatherer::new);
        return new Answer(id, loop, origin, new Answer.Shared(settings, gatherer, memory, new Listener()));
    }

    /// Counts an answer that nobody can find by its id.
    public void started(Answer answer) {
        running.add(answer);
        watch(answer);
    }

    /// Counts an answer that its owner can find.
    public void started(Answer answer, Owner owner) {
        known.put(answer.id(), new Known(answer, owner));
        started(answer);
    }

    /// The answer is stored, or never began. Its log stays for a while.
    public void ended(Answer answer) {
        running.remove(answer);
        answer.loop().run(() -> {
            if (answer.isClosed()) {
                kept.add(answer);
                return;
            }
            watchOf(answer).remove(answer);
            forget(answer);
        });
    }

    /// The answer as it was, from what was stored of it; complete, so that it is only there to be followed.
    public Known restored(EventLoop loop, AnswerId id, Owner owner, FinishedLog log) {
        Answer answer = answer(id, loop, new Origin(log.form(), true, null));
        answer.restore(log);
        watch(answer);
        return new Known(answer, owner);
    }

    /// What a log comes to when its answer has ended.
    ///
    /// @param form the frames that were asked for
    /// @param text the answer as it flowed
    /// @param thinking the thinking as it flowed
    /// @param marks what happened besides
    /// @param lastWord what the last frames are made of
    public record FinishedLog(String form, String text, String thinking, List<Mark> marks, LastWord lastWord) {}

    /// The answer with that id, when it is under way or its log is still there.
    public Optional<Known> find(AnswerId id) {
        return Optional.ofNullable(known.get(id));
    }

    public int count() {
        return running.size();
    }

    /// Bytes that logs take.
    public long memory() {
        return memory.used();
    }

    /// Logs that can be followed, of finished answers too.
    public int logs() {
        return known.size();
    }

    /// Lets running answers finish until the deadline, then stops what is left and waits a moment for it to
    /// be stored.
    public void drain(Deadline deadline, Deadline storing) {
        waitForNone(deadline);
        running.forEach(answer -> answer.stop(StopReason.SHUTDOWN));
        waitForNone(storing);
    }

    private void waitForNone(Deadline deadline) {
        while (!running.isEmpty() && !deadline.passed()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private void watch(Answer answer) {
        answer.loop().run(() -> watchOf(answer).add(answer));
    }

    private LoopWatch watchOf(Answer answer) {
        return watches.computeIfAbsent(answer.loop(), loop -> new LoopWatch(loop, settings.following(), this::forget));
    }

    private void forget(Answer answer) {
        known.computeIfPresent(answer.id(), (id, one) -> one.answer() == answer ? null : one);
        kept.remove(answer);
        answer.forget();
    }
}
