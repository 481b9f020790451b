package dev.freshet.answer.keep;

import dev.freshet.answer.CompletedAnswer;
import dev.freshet.answer.LastWord;
import dev.freshet.answer.Owner;
import dev.freshet.answer.RunningAnswers.FinishedLog;
import dev.freshet.core.AnswerId;
import dev.freshet.core.AppException;

/// An answer as it lies in the database.
///
/// @param streamed the text as it flowed; the answer's own may have citations in it or an error behind it
/// @param answer what was made of it
/// @param timeline where the time went; without steps when that is not known
public record StoredAnswer(
        AnswerId id,
        Owner owner,
        AnswerState state,
        String streamed,
        CompletedAnswer answer,
        Replay replay,
        Timeline timeline) {
    private static final String INTERRUPTED =
            "the server ended while it was answering; what had been said by then is stored";

    /// Its log as it was at the end.
    FinishedLog log() {
        return new FinishedLog(replay.form(), streamed, answer.thinking(), replay.marks(), lastWord());
    }

    private LastWord lastWord() {
        return switch (state) {
            case RUNNING, INTERRUPTED -> new LastWord.Failed(new AppException.Broken(INTERRUPTED, null));
            case FINISHED, STOPPED, FAILED ->
                replay.error().<LastWord>map(LastWord.Failed::new).orElseGet(() -> new LastWord.Completed(answer));
        };
    }
}
