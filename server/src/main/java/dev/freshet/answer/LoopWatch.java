package dev.freshet.answer;

import dev.freshet.http.EventLoop;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The one clock of a loop for all its answers: heartbeats, readers that take nothing, checkpoints, and logs
/// that nobody needs any more. A timer of its own for each stream would be set anew with each token. Lives on
/// its loop and rests when there is no answer.
final class LoopWatch {
    private final EventLoop loop;
    private final long periodMillis;
    private final Consumer<Answer> forget;
    private final Set<Answer> answers = new LinkedHashSet<>();
    private boolean armed;

    LoopWatch(EventLoop loop, AnswerSettings.Following following, Consumer<Answer> forget) {
        this.loop = loop;
        this.periodMillis = Stream.of(
                        following.heartbeat(),
                        following.plainHeartbeat(),
                        following.patience(),
                        following.kept(),
                        following.checkpoint())
                .filter(Duration::isPositive)
                .mapToLong(duration -> Math.clamp(duration.toMillis() / 4, 20, 1000))
                .min()
                .orElse(1000);
        this.forget = forget;
    }

    void add(Answer answer) {
        answers.add(answer);
        arm();
    }

    void remove(Answer answer) {
        answers.remove(answer);
    }

    private void arm() {
        if (!armed) {
            armed = true;
            loop.context().owner().setTimer(periodMillis, ignored -> loop.run(this::look));
        }
    }

    private void look() {
        armed = false;
        long now = System.nanoTime();
        for (Answer answer : List.copyOf(answers)) {
            if (answer.look(now)) {
                answers.remove(answer);
                forget.accept(answer);
            }
        }
        if (!answers.isEmpty()) {
            arm();
        }
    }
}
