package dev.freshet.api.ragflow.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.freshet.account.AccountStore;
import dev.freshet.account.Tenant;
import dev.freshet.api.ragflow.dataset.DatasetFaults;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Demand;
import dev.freshet.api.ragflow.wire.Demand.Shape;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.IdList;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.Profile;
import dev.freshet.api.ragflow.wire.Wire;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.chat.Assistant;
import dev.freshet.chat.AssistantPrompt;
import dev.freshet.chat.AssistantStore;
import dev.freshet.chat.DocumentFilter;
import dev.freshet.core.AssistantId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.Ids;
import dev.freshet.core.Page;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetStore;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.json.Json;
import dev.freshet.model.Models;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// `/api/v1/chats`: assistants.
public final class AssistantRoutes {
    /// Rerank models whose names the source system takes without asking.
    private static final Set<String> KNOWN_RERANKERS =
            Set.of("BAAI/bge-reranker-v2-m3", "maidalun1020/bce-reranker-base_v1");

    private static final Demand NO_TENANT = new Demand("tenant_id", Shape.ABSENT, ChatFaults.TENANT_GIVEN);
    private static final Demand NAME = new Demand("name", Shape.NOT_BLANK, WireFaults.REQUIRED);
    private static final Demand NEW_NAME = new Demand("name", Shape.NOT_BLANK, ChatFaults.EMPTY_NAME);

    private final Callers callers;
    private final AssistantStore assistants;
    private final DatasetStore datasets;
    private final AccountStore accounts;
    private final Models models;
    private final Timestamps clock;
    private final String defaultPrompt;
    private final Profile profile;

    /// @param defaultPrompt the system text of assistants that bring none
    public AssistantRoutes(
            Callers callers,
            AssistantStore assistants,
            DatasetStore datasets,
            AccountStore accounts,
            Models models,
            Timestamps clock,
            String defaultPrompt,
            Profile profile) {
        this.callers = callers;
        this.assistants = assistants;
        this.datasets = datasets;
        this.accounts = accounts;
        this.models = models;
        this.clock = clock;
        this.defaultPrompt = defaultPrompt;
        this.profile = profile;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.rest())
                .route("POST", "/api/v1/chats", "Create an assistant", this::create)
                .route("GET", "/api/v1/chats", "List assistants", this::list)
                .route("PUT", "/api/v1/chats/{chat}", "Change an assistant", this::update)
                .route("DELETE", "/api/v1/chats", "Delete assistants", this::delete);
    }

    private Response create(Request request) {
        TenantId tenant = callers.tenant(request);
        JsonBody body = JsonBody.of(request).obey(NO_TENANT);
        AssistantBody wanted = new AssistantBody(body);
        List<DatasetId> sources = datasets(tenant, body);
        String name = body.obey(NAME).text("name", "").strip();
        if (assistants.findByName(tenant, name).isPresent()) {
            throw ChatFaults.TAKEN_WHEN_MADE.of();
        }
        AssistantPrompt prompt = wanted.prompt(AssistantPrompt.usual(defaultPrompt), defaultPrompt);
        AssistantBody.checkVariables(prompt);
        long now = clock.next();
        Assistant assistant = new Assistant(
                new AssistantId(Ids.next()),
                tenant,
                name,
                body.text("description", "A helpful Assistant"),
                body.text("avatar", ""),
                "English",
                model(tenant, wanted, ""),
                wanted.generation(AssistantBody.USUAL_GENERATION),
                prompt,
                sources,
                wanted.search(checkedRerank(tenant, wanted, Assistant.SearchOptions.USUAL)),
                wanted.filter(DocumentFilter.NONE),
                now,
                now);
        assistants.insert(tenant, assistant);
        return Envelope.rest(AssistantJson.one(assistant));
    }

    private Response update(Request request) {
        TenantId tenant = callers.tenant(request);
        Assistant present = assistants
                .find(tenant, new AssistantId(request.pathParameter("chat")))
                .orElseThrow(ChatFaults.NOT_OWNER::of);
        JsonBody body = JsonBody.of(request).obey(NO_TENANT);
        AssistantBody wanted = new AssistantBody(body);
        List<DatasetId> sources = datasets(tenant, body);
        checkLlm(body);
        AssistantPrompt prompt = wanted.prompt(present.prompt(), defaultPrompt);
        AssistantBody.checkVariables(prompt);
        Assistant changed = new Assistant(
                present.id(),
                tenant,
                name(tenant, body, present),
                body.text("description", present.description()),
                body.text("avatar", present.avatar()),
                present.language(),
                model(tenant, wanted, present.model()),
                wanted.generation(present.generation()),
                prompt,
                sources,
                wanted.search(checkedRerank(tenant, wanted, present.search())),
                wanted.filter(present.filter()),
                present.createdAt(),
                clock.now());
        assistants.update(tenant, changed);
        return Envelope.rest();
    }

    private Response list(Request request) {
        TenantId tenant = callers.tenant(request);
        AssistantStore.Selection selection = new AssistantStore.Selection(
                Wire.given(request, "id"),
                Wire.given(request, "name"),
                request.query("orderby").orElse("").equals("update_time"),
                Wire.descending(request),
                Wire.page(request, 30));
        List<Assistant> found = assistants.list(tenant, selection);
        if (found.isEmpty() && (selection.id() != null || selection.name() != null)) {
            throw ChatFaults.NO_CHAT.of();
        }
        Set<DatasetId> used =
                found.stream().flatMap(one -> one.datasets().stream()).collect(Collectors.toSet());
        List<Dataset> sources = used.isEmpty() ? List.of() : datasets.find(tenant, used);
        ArrayNode rows = Json.mapper().createArrayNode();
        found.forEach(assistant -> rows.add(AssistantJson.listed(assistant, sources)));
        return Envelope.rest(rows);
    }

    private Response delete(Request request) {
        TenantId tenant = callers.tenant(request);
        IdList ids = IdList.of("assistant", JsonBody.of(request).texts("ids"));
        List<AssistantId> all =
                assistants.list(tenant, new AssistantStore.Selection(null, null, false, true, Page.all())).stream()
                        .map(Assistant::id)
                        .toList();
        if (ids.isEmpty()) {
            profile.checkDeleteAll();
            assistants.deactivate(tenant, all);
            return Envelope.rest();
        }
        List<String> known = ids.known(all.stream().map(AssistantId::value).collect(Collectors.toSet()));
        assistants.deactivate(tenant, known.stream().map(AssistantId::new).toList());
        return ids.answer(known, ChatFaults.UNKNOWN_ASSISTANT);
    }

    /// `llm` and `prompt` must hold something, and a model's name comes with its type.
    private static void checkLlm(JsonBody body) {
        for (String key : List.of("llm", "prompt")) {
            if (body.object(key).filter(one -> one.tree().isEmpty()).isPresent()) {
                throw ChatFaults.EMPTY_OBJECT.of(key);
            }
        }
        body.object("llm").ifPresent(llm -> {
            if (llm.has("model_name") && !llm.has("model_type")) {
                throw WireFaults.NO_KEY.of("model_type");
            }
        });
    }

    private String name(TenantId tenant, JsonBody body, Assistant present) {
        if (!body.has("name")) {
            return present.name();
        }
        String name = body.obey(NEW_NAME).text("name", "").strip();
        if (assistants
                .findByName(tenant, name)
                .filter(other -> !other.id().equals(present.id()))
                .isPresent()) {
            throw ChatFaults.TAKEN_WHEN_CHANGED.of();
        }
        return name;
    }

    /// The datasets of the body: the tenant's own, with chunks, embedded alike.
    private List<DatasetId> datasets(TenantId tenant, JsonBody body) {
        Set<DatasetId> ids = body.texts("dataset_ids").stream()
                .filter(id -> !id.isBlank())
                .map(DatasetId::new)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<Dataset> found = ids.isEmpty() ? List.of() : datasets.find(tenant, ids);
        for (DatasetId id : ids) {
            Dataset dataset = found.stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> DatasetFaults.FOREIGN_DATASET.of(id));
            if (dataset.chunkCount() == 0) {
                throw DatasetFaults.NOTHING_PARSED.of(id);
            }
        }
        long embeddings = found.stream()
                .map(dataset -> dataset.settings().embeddingModel())
                .distinct()
                .count();
        if (embeddings > 1) {
            throw ChatFaults.MIXED_EMBEDDINGS.of();
        }
        return List.copyOf(ids);
    }

    /// The model that the body names, else what there is, else the tenant's.
    private String model(TenantId tenant, AssistantBody wanted, String present) {
        String usual = present.isEmpty()
                ? accounts.tenant(tenant)
                        .map(Tenant::models)
                        .map(Tenant.DefaultModels::chat)
                        .orElse("")
                : present;
        return wanted.model()
                .map(name -> {
                    if (models.chat(tenant, name).isEmpty()) {
                        throw ChatFaults.NO_MODEL.of(name);
                    }
                    return name;
                })
                .orElse(usual);
    }

    private Assistant.SearchOptions checkedRerank(
            TenantId tenant, AssistantBody wanted, Assistant.SearchOptions present) {
        wanted.rerankModel().ifPresent(name -> {
            if (!KNOWN_RERANKERS.contains(name) && models.rerank(tenant, name).isEmpty()) {
                throw ChatFaults.NO_RERANKER.of(name);
            }
        });
        return present;
    }
}
