package dev.freshet.model;

import java.util.Set;

/// What is known of a model.
///
/// @param name the name with its provider
/// @param contextTokens the model's window in tokens of its own tokenizer
/// @param capabilities what may be asked of it
public record ModelInfo(ModelName name, int contextTokens, Set<Capability> capabilities) {
    /// The window that is assumed where nobody has told one.
    public static final int DEFAULT_CONTEXT_TOKENS = 8_192;

    public ModelInfo {
        capabilities = Set.copyOf(capabilities);
        if (contextTokens < 1) {
            throw new IllegalArgumentException("a model's window has at least one token");
        }
    }

    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    /// Things that not every model can do.
    public enum Capability {
        /// Follows instructions: question rewriting, keywords, translation, related questions, mind maps.
        INSTRUCTIONS,
        /// Streams its thinking before the answer.
        THINKING,
        /// Reads pictures.
        VISION,
        /// Calls tools.
        TOOLS
    }
}
