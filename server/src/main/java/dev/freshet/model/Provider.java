package dev.freshet.model;

import dev.freshet.model.ModelInfo.Capability;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A provider of models as the provider table knows it.
///
/// @param name its name, the part of a model's name after `@`
/// @param tags kinds of models it is known for, as clients show them, separated by commas
/// @param driver how it is spoken to
/// @param baseUrl where it is unless a setting or a tenant says otherwise; empty when only the tenant can know
/// @param types kinds of models that a tenant can set up with it
/// @param suffix what is appended to the names of its models when they are stored; empty for most
/// @param rerank how its rerankers are called
/// @param models models that are known without asking it
public record Provider(
        String name,
        String tags,
        Driver driver,
        String baseUrl,
        List<ModelType> types,
        String suffix,
        Rerank rerank,
        List<KnownModel> models) {
    public Provider {
        types = List.copyOf(types);
        models = List.copyOf(models);
    }

    /// Whether the tenant brings the address and the names of models.
    public boolean isSelfHosted() {
        return driver == Driver.OPENAI && baseUrl.isEmpty();
    }

    /// The name under which a model is stored.
    public String storedName(String model) {
        return model.endsWith(suffix) ? model : model + suffix;
    }

    /// The name by which the provider itself knows a stored model.
    public String ownName(String storedName) {
        return storedName.endsWith(suffix)
                ? storedName.substring(0, storedName.length() - suffix.length())
                : storedName;
    }

    /// The model of that name and type, if the table has it.
    public Optional<KnownModel> model(String model, ModelType type) {
        return models.stream()
                .filter(known -> known.type() == type && known.name().equals(ownName(model)))
                .findFirst();
    }

    /// How a provider is spoken to.
    public enum Driver {
        /// By OpenAI's HTTP interface.
        OPENAI,
        /// In this process.
        BUILTIN,
        /// Not at all yet: it is listed, and setting it up is refused.
        NONE
    }

    /// How a provider's rerankers are called.
    ///
    /// @param baseUrl where they are unless a setting or a tenant says otherwise; empty when only the tenant can
    ///     know
    public record Rerank(RerankForm form, String baseUrl) {}

    /// A model that the table knows.
    ///
    /// @param contextTokens its window
    /// @param capabilities what may be asked of it
    public record KnownModel(String name, ModelType type, int contextTokens, Set<Capability> capabilities) {
        public KnownModel {
            capabilities = Set.copyOf(capabilities);
        }
    }
}
