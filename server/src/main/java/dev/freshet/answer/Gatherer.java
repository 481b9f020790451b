package dev.freshet.answer;

import dev.freshet.http.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// One sweep for all answers of a loop that have something gathering, instead of a timer for each stream.
/// Lives on its loop and rests when nothing gathers.
final class Gatherer {
    private static final long SWEEP_MILLIS = 20;

    private final EventLoop loop;
    private final Set<Answer> waiting = new LinkedHashSet<>();
    private boolean armed;

    Gatherer(EventLoop loop) {
        this.loop = loop;
    }

    void await(Answer answer) {
        waiting.add(answer);
        arm();
    }

    private void arm() {
        if (!armed) {
            armed = true;
            loop.context().owner().setTimer(SWEEP_MILLIS, ignored -> sweep());
        }
    }

    private void sweep() {
        armed = false;
        long now = System.nanoTime();
        List<Answer> due = new ArrayList<>(waiting);
        waiting.clear();
        for (Answer answer : due) {
            if (answer.sweep(now)) {
                waiting.add(answer);
            }
        }
        if (!waiting.isEmpty()) {
            arm();
        }
    }
}
