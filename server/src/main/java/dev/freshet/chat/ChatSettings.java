package dev.freshet.chat;

import java.time.Duration;

/// Settings of conversations.
///
/// @param defaultPrompt the system text of assistants that bring none of their own
/// @param deadline how long a question may take from its arrival to its last token
/// @param citationDeadline how long sentences may be embedded for citations; then the terms alone decide
public record ChatSettings(String defaultPrompt, Duration deadline, Duration citationDeadline) {
    /// The system text that this server ships.
    public static final String DEFAULT_PROMPT = """
            You answer questions from the passages below, which come from the user's own documents. Answer in the \
            language of the question, shortly and precisely, with the numbers, names and dates that the passages give. \
            Where passages contradict each other, prefer the more recent one and say so. If the passages do not hold \
            the answer, say that the documents do not tell; do not guess.

            Passages:
            {knowledge}
            """;

    public static ChatSettings usual() {
        return new ChatSettings(DEFAULT_PROMPT, Duration.ofSeconds(600), Duration.ofSeconds(2));
    }
}
