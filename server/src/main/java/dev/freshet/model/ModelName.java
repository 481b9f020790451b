package dev.freshet.model;

/// A model's name together with the provider that serves it, written `name@provider`.
///
/// @param name the name by which the provider knows it; may itself contain `@`
/// @param provider the provider's name from the provider table
public record ModelName(String name, String provider) {
    public ModelName {
        if (name.isBlank() || provider.isBlank()) {
            throw new IllegalArgumentException("a model name has the form <model_name>@<provider>");
        }
    }

    /// The form that is stored and sent: `name@provider`.
    @Override
    public String toString() {
        return name + "@" + provider;
    }
}
