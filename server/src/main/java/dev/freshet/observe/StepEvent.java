package dev.freshet.observe;

import java.time.Duration;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// A step of a question in the flight recorder, by the name that it has in the answer's timeline. It is written
/// when the step has ended, so its time stamp is the end.
@Name(StepEvent.NAME)
@Label("Step of a question")
@Category("Freshet")
@Description("A step of answering a question")
@StackTrace(false)
public final class StepEvent extends Event {
    /// The name of the event in recordings.
    public static final String NAME = "freshet.Step";

    @Label("Operation")
    final String operation;

    @Label("Time taken")
    @Timespan(Timespan.NANOSECONDS)
    final long took;

    @Label("Answer")
    final String answer;

    private StepEvent(String operation, long took, String answer) {
        this.operation = operation;
        this.took = took;
        this.answer = answer;
    }

    /// Writes the event, when somebody records.
    ///
    /// @param answer the answer's id; empty before there is one
    static void write(String operation, Duration took, String answer) {
        StepEvent event = new StepEvent(operation, took.toNanos(), answer);
        if (event.shouldCommit()) {
            event.commit();
        }
    }
}
