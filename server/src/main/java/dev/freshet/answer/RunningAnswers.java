package dev.freshet.answer;

import dev.freshet.answer.Ending.StopReason;
import dev.freshet.core.AnswerId;
import dev.freshet.core.Deadline;
import dev.freshet.core.Ids;
import dev.freshet.http.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// All answers under way on this server.
public final class RunningAnswers {
    private static final long POLL_NANOS = 20_000_000;

    private final AnswerSettings settings;
    private final Map<AnswerId, Answer> running = new ConcurrentHashMap<>();
    private final Map<EventLoop, Gatherer> gatherers = new ConcurrentHashMap<>();

    public RunningAnswers(AnswerSettings settings) {
        this.settings = settings;
    }

    /// A new answer on the loop of the client who asks. Nothing counts it as running before [#started].
    public Answer open(EventLoop loop) {
        AnswerId id = new AnswerId(Ids.secret(16));
        return new Answer(id, loop, settings, gatherers.computeIfAbsent(loop, Gatherer::new));
    }

    public void started(Answer answer) {
        running.put(answer.id(), answer);
    }

    public void ended(Answer answer) {
        running.remove(answer.id());
    }

    public int count() {
        return running.size();
    }

    /// Lets running answers finish until the deadline, then stops what is left and waits a moment for it to
    /// be stored.
    public void drain(Deadline deadline, Deadline storing) {
        waitForNone(deadline);
        running.values().forEach(answer -> answer.stop(StopReason.SHUTDOWN));
        waitForNone(storing);
    }

    private void waitForNone(Deadline deadline) {
        while (!running.isEmpty() && !deadline.passed()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
