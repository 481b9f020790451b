package dev.freshet.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.freshet.core.TenantId;
import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.Provider.Driver;
import dev.freshet.model.Provider.KnownModel;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Resolves a name to a model: a built-in one for everybody, or one that the tenant has set up and enabled.
public final class TenantModels implements Models {
    private final ModelStore store;
    private final ProviderTable providers;
    private final Function<String, Optional<URI>> configuredBaseUrl;
    private final ModelDriver driver;
    private final Function<RerankEndpoint, RerankModel> rerankers;
    private final ChatModel builtinChat;
    private final EmbeddingModel builtinEmbedding;

    /// An embedding model learns its dimension once, so it is kept while its endpoint stays the same.
    private final Cache<ModelEndpoint, EmbeddingModel> embeddings = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    /// @param configuredBaseUrl the address that the settings have for a provider
    /// @param rerankers makes rerankers; nothing is sent yet
    public TenantModels(
            ModelStore store,
            ProviderTable providers,
            Function<String, Optional<URI>> configuredBaseUrl,
            ModelDriver driver,
            Function<RerankEndpoint, RerankModel> rerankers,
            ChatModel builtinChat,
            EmbeddingModel builtinEmbedding) {
        this.store = store;
        this.providers = providers;
        this.configuredBaseUrl = configuredBaseUrl;
        this.driver = driver;
        this.rerankers = rerankers;
        this.builtinChat = builtinChat;
        this.builtinEmbedding = builtinEmbedding;
    }

    @Override
    public Optional<ChatModel> chat(TenantId tenant, String name) {
        if (isBuiltin(name, builtinChat.info().name())) {
            return Optional.of(builtinChat);
        }
        return endpoint(tenant, name, ModelType.CHAT)
                .or(() -> endpoint(tenant, name, ModelType.IMAGE_TO_TEXT))
                .map(driver::chat);
    }

    @Override
    public Optional<EmbeddingModel> embedding(TenantId tenant, String name) {
        if (isBuiltin(name, builtinEmbedding.name())) {
            return Optional.of(builtinEmbedding);
        }
        return endpoint(tenant, name, ModelType.EMBEDDING)
                .map(endpoint -> Objects.requireNonNull(embeddings.get(endpoint, driver::embedding)));
    }

    @Override
    public Optional<RerankModel> rerank(TenantId tenant, String name) {
        return find(tenant, name, ModelType.RERANK)
                .filter(TenantModel::enabled)
                .flatMap(this::rerankEndpoint)
                .map(rerankers);
    }

    private boolean isBuiltin(String name, ModelName builtin) {
        return name.equals(builtin.toString()) || name.equals(builtin.name());
    }

    private Optional<ModelEndpoint> endpoint(TenantId tenant, String name, ModelType type) {
        return find(tenant, name, type).filter(TenantModel::enabled).flatMap(this::endpoint);
    }

    /// As the name stands, or else with the suffix that its provider's models are stored with.
    private Optional<TenantModel> find(TenantId tenant, String name, ModelType type) {
        Optional<ModelName> split = providers.split(name);
        if (split.isEmpty()) {
            List<TenantModel> named = store.named(tenant, name, type);
            return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
        }
        ModelName full = split.get();
        String stored = providers
                .find(full.provider())
                .map(provider -> provider.storedName(full.name()))
                .orElse(full.name());
        return store.find(tenant, full, type)
                .or(() -> store.find(tenant, new ModelName(stored, full.provider()), type));
    }

    /// How a model that was set up is reached; empty when its provider is not driven or has no address.
    public Optional<ModelEndpoint> endpoint(TenantModel model) {
        return providers
                .find(model.name().provider())
                .filter(provider -> provider.driver() == Driver.OPENAI)
                .flatMap(provider -> baseUrl(provider, model.baseUrl(), provider.baseUrl())
                        .map(base -> endpoint(provider, model, base)));
    }

    /// How a reranker that was set up is reached; empty when its provider's are not driven or it has no address.
    public Optional<RerankEndpoint> rerankEndpoint(TenantModel model) {
        return providers
                .find(model.name().provider())
                .filter(provider -> provider.rerank().form() != RerankForm.NONE)
                .flatMap(provider -> baseUrl(
                                provider, model.baseUrl(), provider.rerank().baseUrl())
                        .map(base -> new RerankEndpoint(
                                endpoint(provider, model, base),
                                provider.rerank().form())));
    }

    private Optional<URI> baseUrl(Provider provider, String ofTenant, String ofTable) {
        if (!ofTenant.isEmpty()) {
            return Optional.of(URI.create(ofTenant));
        }
        return configuredBaseUrl
                .apply(provider.name())
                .or(() -> ofTable.isEmpty() ? Optional.empty() : Optional.of(URI.create(ofTable)));
    }

    private static ModelEndpoint endpoint(Provider provider, TenantModel model, URI baseUrl) {
        Set<Capability> capabilities = provider.model(model.name().name(), model.type())
                .map(KnownModel::capabilities)
                .orElse(Set.of(Capability.INSTRUCTIONS));
        return new ModelEndpoint(
                model.name(),
                provider.ownName(model.name().name()),
                baseUrl,
                model.key(),
                model.contextTokens(),
                capabilities);
    }
}
