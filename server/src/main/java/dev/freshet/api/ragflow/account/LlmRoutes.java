package dev.freshet.api.ragflow.account;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.core.Secret;
import dev.freshet.core.TenantId;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.model.ModelCheck;
import dev.freshet.model.ModelEndpoint;
import dev.freshet.model.ModelInfo;
import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.ModelName;
import dev.freshet.model.ModelStore;
import dev.freshet.model.ModelType;
import dev.freshet.model.Provider;
import dev.freshet.model.Provider.Driver;
import dev.freshet.model.Provider.KnownModel;
import dev.freshet.model.ProviderTable;
import dev.freshet.model.RerankEndpoint;
import dev.freshet.model.TenantModel;
import dev.freshet.model.TenantModels;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The tenant's models and their providers. A key goes in and never comes out.
public final class LlmRoutes {
    private static final int LONGEST_NAME = 200;
    private static final String NO_ADDRESS = "its address is missing.";

    private final Callers callers;
    private final ModelStore store;
    private final ProviderTable providers;
    private final TenantModels models;
    private final ModelCheck check;

    public LlmRoutes(
            Callers callers, ModelStore store, ProviderTable providers, TenantModels models, ModelCheck check) {
        this.callers = callers;
        this.store = store;
        this.providers = providers;
        this.models = models;
        this.check = check;
    }

    /// Adds the routes under `/v1/llm`.
    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("GET", "/v1/llm/factories", "all model providers", this::factories)
                .route("GET", "/v1/llm/my_llms", "the models that the tenant has set up", this::mine)
                .route("GET", "/v1/llm/list", "all models that are known", this::list)
                .route("POST", "/v1/llm/set_api_key", "set up the known models of a provider", this::setKey)
                .route("POST", "/v1/llm/add_llm", "set up one model", this::add)
                .route("POST", "/v1/llm/test", "call a model and store nothing", this::test)
                .route("POST", "/v1/llm/offered", "the models that a provider says it has", this::offered)
                .route("POST", "/v1/llm/delete_llm", "take a model away", this::delete)
                .route("POST", "/v1/llm/enable_llm", "allow or forbid a model", this::enable)
                .route("POST", "/v1/llm/delete_factory", "take all models of a provider away", this::deleteFactory);
    }

    private Response factories(Request request) {
        callers.account(request);
        ArrayNode rows = Envelope.object().putArray("rows");
        for (Provider provider : providers.all()) {
            ObjectNode row = rows.addObject()
                    .put("name", provider.name())
                    .put("logo", "")
                    .put("tags", provider.tags())
                    .put("status", "1")
                    .put("base_url", provider.baseUrl())
                    .put("supported", provider.driver() != Driver.NONE);
            ArrayNode types = row.putArray("model_types");
            provider.types().forEach(type -> types.add(type.key()));
        }
        return Envelope.web(rows);
    }

    private Response mine(Request request) {
        TenantId tenant = callers.account(request).tenant();
        boolean details =
                request.query("include_details").map("true"::equalsIgnoreCase).orElse(false);
        ObjectNode data = Envelope.object();
        for (TenantModel model : store.list(tenant)) {
            String factory = model.name().provider();
            if (!data.has(factory)) {
                String tags = providers.find(factory).map(Provider::tags).orElse("");
                data.putObject(factory).put("tags", tags).putArray("llm");
            }
            ObjectNode row = data.withObject("/" + pointer(factory))
                    .withArray("llm")
                    .addObject()
                    .put("type", model.type().key())
                    .put("name", model.name().name())
                    .put("used_token", model.usedTokens())
                    .put("status", status(model.enabled()));
            if (details) {
                row.put("api_base", model.baseUrl()).put("max_tokens", model.contextTokens());
            }
        }
        return Envelope.web(data);
    }

    private static String pointer(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private static String status(boolean enabled) {
        return enabled ? "1" : "0";
    }

    private Response list(Request request) {
        List<TenantModel> own = store.list(callers.account(request).tenant());
        String type = request.query("model_type").orElse("");
        ObjectNode data = Envelope.object();
        for (Provider provider : providers.all()) {
            ArrayNode rows = Envelope.object().putArray("rows");
            boolean available = provider.driver() == Driver.BUILTIN
                    || own.stream().anyMatch(model -> model.name().provider().equals(provider.name()));
            provider.models().stream()
                    .filter(known -> known.type().key().contains(type))
                    .forEach(known -> rows.add(row(provider, known, available, isEnabled(own, provider, known))));
            own.stream()
                    .filter(model -> model.name().provider().equals(provider.name())
                            && model.type().key().contains(type)
                            && provider.model(model.name().name(), model.type()).isEmpty())
                    .forEach(model -> rows.add(row(provider, unlisted(model), true, model.enabled())));
            if (!rows.isEmpty()) {
                data.set(provider.name(), rows);
            }
        }
        return Envelope.web(data);
    }

    private static KnownModel unlisted(TenantModel model) {
        return new KnownModel(model.name().name(), model.type(), model.contextTokens(), Set.of());
    }

    private static boolean isEnabled(List<TenantModel> own, Provider provider, KnownModel known) {
        return own.stream()
                .filter(model -> model.name().equals(new ModelName(known.name(), provider.name())))
                .allMatch(TenantModel::enabled);
    }

    private static ObjectNode row(Provider provider, KnownModel model, boolean available, boolean enabled) {
        return Envelope.object()
                .put("llm_name", model.name())
                .put("model_type", model.type().key())
                .put("fid", provider.name())
                .put("available", available && enabled)
                .put("status", status(enabled))
                .put("max_tokens", model.contextTokens())
                .put("tags", provider.tags())
                .put("is_tools", model.capabilities().contains(Capability.TOOLS));
    }

    private Response setKey(Request request) {
        TenantId tenant = callers.account(request).tenant();
        JsonBody body = JsonBody.of(request).require("llm_factory", "api_key");
        Provider provider = driven(body.text("llm_factory", ""));
        List<TenantModel> known = provider.models().stream()
                .map(model -> {
                    Details details = Details.of(body, model.contextTokens());
                    return model(tenant, provider, model.name(), model.type(), details);
                })
                .toList();
        if (known.isEmpty()) {
            throw AccountFaults.NONE_KNOWN.of(provider.name());
        }
        for (ModelType type : List.of(ModelType.CHAT, ModelType.EMBEDDING)) {
            known.stream().filter(model -> model.type() == type).findFirst().ifPresent(this::tryOut);
        }
        store.save(known);
        return Envelope.web(Envelope.bool(true));
    }

    private Response add(Request request) {
        TenantId tenant = callers.account(request).tenant();
        JsonBody body = JsonBody.of(request).require("llm_factory", "model_type", "llm_name");
        Provider provider = driven(body.text("llm_factory", ""));
        ModelType type = type(provider, body.text("model_type", ""));
        TenantModel model = named(tenant, provider, type, body);
        tryOut(model);
        store.save(List.of(model));
        return Envelope.web(Envelope.bool(true));
    }

    private static TenantModel named(TenantId tenant, Provider provider, ModelType type, JsonBody body) {
        String name = body.text("llm_name", "").strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw AccountFaults.NO_NAME.of(LONGEST_NAME);
        }
        int window = body.integer("max_tokens", ModelInfo.DEFAULT_CONTEXT_TOKENS);
        if (window < 1) {
            throw AccountFaults.NO_WINDOW.of();
        }
        return model(tenant, provider, name, type, Details.of(body, window));
    }

    /// Tells how a model answers: one that is set up already, as it is set up, or one that the body describes.
    private Response test(Request request) {
        TenantId tenant = callers.account(request).tenant();
        JsonBody body = JsonBody.of(request).require("llm_factory");
        Provider provider = driven(body.text("llm_factory", ""));
        TenantModel model = tested(tenant, provider, body);
        long began = System.nanoTime();
        Optional<String> failure = failure(model);
        return Envelope.web(Envelope.object()
                .put("ok", failure.isEmpty())
                .put("message", failure.orElse(""))
                .put("llm_name", provider.ownName(model.name().name()))
                .put("model_type", model.type().key())
                .put("milliseconds", Duration.ofNanos(System.nanoTime() - began).toMillis()));
    }

    /// Asks a provider itself, so that people need not know how their models are called.
    private Response offered(Request request) {
        TenantId tenant = callers.account(request).tenant();
        JsonBody body = JsonBody.of(request).require("llm_factory");
        Provider provider = driven(body.text("llm_factory", ""));
        Details details = Details.of(body, ModelInfo.DEFAULT_CONTEXT_TOKENS);
        ArrayNode names = Envelope.object().arrayNode();
        models.endpoint(model(tenant, provider, "any", ModelType.CHAT, details))
                .map(check::offered)
                .orElseThrow(AccountFaults.NO_ADDRESS::of)
                .forEach(names::add);
        return Envelope.web(names);
    }

    /// A stored key goes to the stored address alone, so a body that names either is taken at its word.
    private TenantModel tested(TenantId tenant, Provider provider, JsonBody body) {
        String name = provider.storedName(body.text("llm_name", "").strip());
        Optional<TenantModel> stored = store.list(tenant).stream()
                .filter(model -> model.name().equals(new ModelName(name, provider.name())))
                .findFirst();
        boolean described = body.has("api_key") || body.has("api_base") || body.has("base_url");
        return stored.filter(model -> !described).orElseGet(() -> described(tenant, provider, body));
    }

    private static TenantModel described(TenantId tenant, Provider provider, JsonBody body) {
        ModelType type = type(provider, body.text("model_type", ModelType.CHAT.key()));
        if (body.has("llm_name")) {
            return named(tenant, provider, type, body);
        }
        return provider.models().stream()
                .filter(known -> known.type() == type)
                .findFirst()
                .map(known -> model(tenant, provider, known.name(), type, Details.of(body, known.contextTokens())))
                .orElseThrow(() -> AccountFaults.NONE_KNOWN_TO_TEST.of(provider.name()));
    }

    private static ModelType type(Provider provider, String key) {
        return ModelType.of(key)
                .filter(provider.types()::contains)
                .orElseThrow(() -> AccountFaults.NO_TYPE.of(provider.name()));
    }

    private Provider driven(String factory) {
        Provider provider = providers.find(factory).orElseThrow(() -> AccountFaults.NO_FACTORY.of(factory));
        if (provider.driver() != Driver.OPENAI) {
            throw AccountFaults.NOT_DRIVEN.of(factory);
        }
        return provider;
    }

    private static TenantModel model(TenantId tenant, Provider provider, String name, ModelType type, Details details) {
        return new TenantModel(
                tenant,
                new ModelName(provider.storedName(name), provider.name()),
                type,
                details.baseUrl(),
                details.key(),
                details.window(),
                0,
                true);
    }

    private void tryOut(TenantModel model) {
        failure(model).ifPresent(sentence -> {
            throw AccountFaults.NO_ACCESS.of(
                    model.name().provider(), model.name().name(), sentence);
        });
    }

    /// What is wrong with a model, by calling it; empty when it answers.
    private Optional<String> failure(TenantModel model) {
        if (model.type() == ModelType.RERANK) {
            Optional<RerankEndpoint> endpoint = models.rerankEndpoint(model);
            return endpoint.isEmpty() ? Optional.of(NO_ADDRESS) : check.failure(endpoint.get());
        }
        Optional<ModelEndpoint> endpoint = models.endpoint(model);
        return endpoint.isEmpty() ? Optional.of(NO_ADDRESS) : check.failure(endpoint.get(), model.type());
    }

    private Response delete(Request request) {
        TenantId tenant = callers.account(request).tenant();
        store.delete(tenant, named(JsonBody.of(request).require("llm_factory", "llm_name")));
        return Envelope.web(Envelope.bool(true));
    }

    private Response enable(Request request) {
        TenantId tenant = callers.account(request).tenant();
        JsonBody body = JsonBody.of(request).require("llm_factory", "llm_name");
        store.enable(tenant, named(body), !body.text("status", "1").equals("0"));
        return Envelope.web(Envelope.bool(true));
    }

    private static ModelName named(JsonBody body) {
        String name = body.text("llm_name", "");
        String factory = body.text("llm_factory", "");
        if (name.isBlank() || factory.isBlank()) {
            throw AccountFaults.NO_NAMES.of();
        }
        return new ModelName(name, factory);
    }

    private Response deleteFactory(Request request) {
        TenantId tenant = callers.account(request).tenant();
        store.deleteProvider(tenant, JsonBody.of(request).require("llm_factory").text("llm_factory", ""));
        return Envelope.web(Envelope.bool(true));
    }

    /// What a client says of a model that it sets up.
    private record Details(String baseUrl, Secret key, int window) {
        static Details of(JsonBody body, int window) {
            String base = body.text("base_url")
                    .or(() -> body.text("api_base"))
                    .orElse("")
                    .strip();
            if (!base.isEmpty() && !isWebAddress(base)) {
                throw AccountFaults.NO_WEB_ADDRESS.of();
            }
            return new Details(base, new Secret(body.text("api_key", "").strip()), window);
        }

        private static boolean isWebAddress(String text) {
            try {
                URI uri = URI.create(text);
                return text.length() <= 512 && text.matches("https?://.+") && uri.getRawAuthority() != null;
            } catch (IllegalArgumentException noAddress) {
                return false;
            }
        }
    }
}
