package dev.freshet.model;

import org.jspecify.annotations.Nullable;

/// How a model is to generate; what is null is left to the provider.
///
/// @param maxTokens the longest answer, in tokens of the model
public record GenerationSettings(
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Double presencePenalty,
        @Nullable Double frequencyPenalty,
        @Nullable Integer maxTokens) {

    public static GenerationSettings none() {
        return new GenerationSettings(null, null, null, null, null);
    }

    public GenerationSettings withTemperature(double value) {
        return new GenerationSettings(value, topP, presencePenalty, frequencyPenalty, maxTokens);
    }

    public GenerationSettings withMaxTokens(int value) {
        return new GenerationSettings(temperature, topP, presencePenalty, frequencyPenalty, value);
    }

    /// These settings, and the other's where these say nothing.
    public GenerationSettings over(GenerationSettings other) {
        return new GenerationSettings(
                temperature == null ? other.temperature : temperature,
                topP == null ? other.topP : topP,
                presencePenalty == null ? other.presencePenalty : presencePenalty,
                frequencyPenalty == null ? other.frequencyPenalty : frequencyPenalty,
                maxTokens == null ? other.maxTokens : maxTokens);
    }
}
