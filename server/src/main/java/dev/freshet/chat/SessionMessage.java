package dev.freshet.chat;

import dev.freshet.answer.References;
import dev.freshet.answer.keep.AnswerState;
import dev.freshet.core.AnswerId;
import dev.freshet.core.MessageId;
import dev.freshet.model.Prompt.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message of a session, as it is listed.
///
/// @param id shared by a question and its answer; null for a prologue
/// @param content the text; an answer's with its citations
/// @param thinking an answer's thinking; else empty
/// @param references an answer's passages; null for everything that is no answer
/// @param prompt what the model was given for an answer; else empty
/// @param documents documents that the question was limited to
/// @param createdAt epoch milliseconds
/// @param thumb whether somebody liked the answer; null when nobody said
/// @param feedback why somebody did not like it; empty when nobody said
/// @param outcome how an answer ended; null for everything that is no answer
public record SessionMessage(
        @Nullable MessageId id,
        Role role,
        String content,
        String thinking,
        @Nullable References references,
        String prompt,
        List<String> documents,
        long createdAt,
        @Nullable Boolean thumb,
        String feedback,
        @Nullable Outcome outcome) {
    public SessionMessage {
        documents = List.copyOf(documents);
    }

    /// How an answer ended.
    ///
    /// @param answer by which it is found again, with where its time went
    /// @param degraded steps that were left out or late
    /// @param error what failed, in a sentence; empty when nothing did
    public record Outcome(AnswerId answer, AnswerState state, List<String> degraded, String error) {
        public Outcome {
            degraded = List.copyOf(degraded);
        }
    }

    /// A message that is no answer.
    public static SessionMessage plain(@Nullable MessageId id, Role role, String content, long createdAt) {
        return new SessionMessage(id, role, content, "", null, "", List.of(), createdAt, null, "", null);
    }
}
