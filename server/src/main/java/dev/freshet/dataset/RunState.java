package dev.freshet.dataset;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How far the parsing of a document has come.
public enum RunState {
    UNSTART("0"),
    RUNNING("1"),
    CANCEL("2"),
    DONE("3"),
    FAIL("4");

    private final String digit;

    RunState(String digit) {
        this.digit = digit;
    }

    /// The digit by which older clients know the state.
    public String digit() {
        return digit;
    }

    /// The state of that name or digit.
    public static Optional<RunState> of(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(state -> state.name().equals(name) || state.digit.equals(name))
                .findFirst();
    }
}
