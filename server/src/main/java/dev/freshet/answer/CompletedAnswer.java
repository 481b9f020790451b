package dev.freshet.answer;

import dev.freshet.model.TokenSink.FinishReason;
import dev.freshet.model.Usage;
import java.util.List;

/// An answer as it was stored.
///
/// @param text the text with its citations
/// @param thinking the thinking text, empty where there was none
/// @param references the passages behind it; none where quoting is off
/// @param quoted whether quoting was on, so that references belong to the answer even when there are none
/// @param prompt what the model was given, with the time each step took; empty where nothing is to be shown
/// @param usage tokens of the model's call
/// @param reason why the model stopped
/// @param createdAt epoch milliseconds
/// @param degraded the steps that were left out or late
/// @param grounded whether datasets were asked
public record CompletedAnswer(
        String text,
        String thinking,
        References references,
        boolean quoted,
        String prompt,
        Usage usage,
        FinishReason reason,
        long createdAt,
        List<String> degraded,
        boolean grounded) {
    public CompletedAnswer {
        degraded = List.copyOf(degraded);
    }
}
