package dev.freshet.answer.keep;

import java.util.Arrays;

/// Where an answer stands. Every row leaves [#RUNNING] exactly once.
public enum AnswerState {
    RUNNING("running"),
    FINISHED("finished"),
    STOPPED("stopped"),
    FAILED("failed"),
    /// The server ended while the answer was running.
    INTERRUPTED("interrupted");

    private final String key;

    AnswerState(String key) {
        this.key = key;
    }

    /// The word that is stored.
    public String key() {
        return key;
    }

    /// The state that is stored as this word.
    public static AnswerState of(String key) {
        return Arrays.stream(values())
                .filter(state -> state.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no state of an answer is called " + key));
    }
}
