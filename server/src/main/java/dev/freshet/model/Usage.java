package dev.freshet.model;

/// Tokens that a call has cost.
///
/// @param promptTokens tokens of the prompt
/// @param completionTokens tokens of the answer, thinking included
public record Usage(int promptTokens, int completionTokens) {
    public static final Usage NONE = new Usage(0, 0);

    public int totalTokens() {
        return promptTokens + completionTokens;
    }

    public Usage plus(Usage other) {
        return new Usage(promptTokens + other.promptTokens, completionTokens + other.completionTokens);
    }
}
