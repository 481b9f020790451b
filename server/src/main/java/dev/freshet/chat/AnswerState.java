package dev.freshet.chat;

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
}
