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
}
