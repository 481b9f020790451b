package dev.freshet.bench.load;

import org.jspecify.annotations.Nullable;

/// Reads one answer as it comes.
sealed interface AnswerReader permits EventAnswer, WholeAnswer {
    /// Takes the next bytes.
    ///
    /// @return how many pieces of content they completed
    int read(byte[] bytes);

    /// Judges the answer once nothing more comes.
    Verdict end();

    /// What an answer was worth.
    ///
    /// @param failure null for a whole answer
    /// @param example what shows the failure
    record Verdict(@Nullable Failure failure, String example) {
        static final Verdict GOOD = new Verdict(null, "");
    }
}
