package dev.freshet.answer.keep;

import dev.freshet.answer.Answer;
import dev.freshet.answer.CompletedAnswer;
import dev.freshet.answer.LastWord;
import dev.freshet.answer.Mark;
import dev.freshet.answer.Origin;
import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.model.TokenSink.FinishReason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What has to be known of a stored answer, besides its texts, to send it again as it was sent.
///
/// @param form the frames that were asked for, see [dev.freshet.answer.FrameWriter#form()]
/// @param reason why the model stopped
/// @param quoted whether references belong to it
/// @param grounded whether datasets were asked
/// @param degraded the steps that were left out or late
/// @param marks events besides the text
/// @param failure what its last frames said had failed; null when it was complete
public record Replay(
        String form,
        FinishReason reason,
        boolean quoted,
        boolean grounded,
        List<String> degraded,
        List<Mark> marks,
        @Nullable Failure failure) {
    /// Of an answer of which nothing was kept.
    static final Replay UNKNOWN = new Replay("", FinishReason.STOP, false, false, List.of(), List.of(), null);

    public Replay {
        degraded = List.copyOf(degraded);
        marks = List.copyOf(marks);
    }

    /// Of an answer that has just begun: what a crash would leave.
    public static Replay begun(Origin origin) {
        return new Replay(origin.form(), FinishReason.STOP, false, false, List.of(), List.of(), null);
    }

    /// Of an answer whose last word this is.
    public static Replay of(Answer answer, LastWord word) {
        return switch (word) {
            case LastWord.Completed completed -> of(answer, completed.answer(), null);
            case LastWord.Failed failed ->
                of(
                        answer,
                        null,
                        new Failure(failed.error().code(), failed.error().sentence()));
        };
    }

    private static Replay of(Answer answer, @Nullable CompletedAnswer completed, @Nullable Failure failure) {
        String form = answer.origin().form();
        List<Mark> marks = answer.marks();
        return completed == null
                ? new Replay(form, FinishReason.STOP, false, false, List.of(), marks, failure)
                : new Replay(
                        form,
                        completed.reason(),
                        completed.quoted(),
                        completed.grounded(),
                        completed.degraded(),
                        marks,
                        failure);
    }

    /// An error as it is stored.
    public record Failure(ErrorCode code, String sentence) {
        AppException error() {
            return switch (code.kind()) {
                case USER -> new AppException.Rejected(code, sentence);
                case RESOURCES -> new AppException.Exhausted(code, sentence);
                case UPSTREAM -> new AppException.Upstream(code, sentence);
                case INTERNAL -> new AppException.Broken(sentence, null);
            };
        }
    }

    Optional<AppException> error() {
        return Optional.ofNullable(failure).map(Failure::error);
    }
}
