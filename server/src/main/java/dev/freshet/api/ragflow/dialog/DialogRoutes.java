package dev.freshet.api.ragflow.dialog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.account.Account;
import dev.freshet.account.AccountStore;
import dev.freshet.account.Tenant;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.PythonText;
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
import dev.freshet.core.Slice;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetStore;
import dev.freshet.dataset.Names;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.json.Json;
import dev.freshet.model.GenerationSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// `/v1/dialog`: assistants of the web client.
public final class DialogRoutes {
    private final Callers callers;
    private final AssistantStore assistants;
    private final DatasetStore datasets;
    private final AccountStore accounts;
    private final Timestamps clock;

    public DialogRoutes(
            Callers callers,
            AssistantStore assistants,
            DatasetStore datasets,
            AccountStore accounts,
            Timestamps clock) {
        this.callers = callers;
        this.assistants = assistants;
        this.datasets = datasets;
        this.accounts = accounts;
        this.clock = clock;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/dialog/set", "Make or change an assistant", this::set)
                .route("GET", "/v1/dialog/get", "One assistant", this::get)
                .route("GET", "/v1/dialog/list", "List assistants", this::list)
                .route("POST", "/v1/dialog/next", "List assistants by pages", this::next)
                .route("POST", "/v1/dialog/rm", "Delete assistants", this::remove);
    }

    private Response set(Request request) {
        Account account = callers.account(request);
        DialogBody body = new DialogBody(JsonBody.of(request).require("prompt_config"));
        Assistant wanted = body.id().isEmpty()
                ? created(account.tenant(), body)
                : changed(
                        assistants
                                .find(account.tenant(), new AssistantId(body.id()))
                                .orElseThrow(WireFaults.NO_DIALOG::of),
                        body);
        if (body.id().isEmpty()) {
            assistants.insert(account.tenant(), wanted);
        } else {
            assistants.update(account.tenant(), wanted);
        }
        return Envelope.web(rows(account.tenant(), List.of(wanted)).get(0));
    }

    private Assistant created(TenantId tenant, DialogBody body) {
        String name = body.name("New Dialog");
        AssistantPrompt prompt = body.prompt();
        List<DatasetId> sources = sources(tenant, body, prompt, List.of());
        long now = clock.next();
        return new Assistant(
                new AssistantId(Ids.next()),
                tenant,
                Names.free(name, taken -> assistants.findByName(tenant, taken).isPresent()),
                body.text("description", "A helpful dialog"),
                body.text("icon", ""),
                "English",
                body.text("llm_id", usualModel(tenant)),
                body.generation(GenerationSettings.none()),
                prompt,
                sources,
                body.search(DialogBody.USUAL_SEARCH),
                body.filter(DocumentFilter.NONE),
                now,
                now);
    }

    private Assistant changed(Assistant present, DialogBody body) {
        String name = body.name(present.name());
        AssistantPrompt prompt = body.prompt();
        List<DatasetId> sources = sources(present.tenant(), body, prompt, present.datasets());
        return new Assistant(
                present.id(),
                present.tenant(),
                name,
                body.text("description", present.description()),
                body.text("icon", present.avatar()),
                present.language(),
                body.text("llm_id", present.model()),
                body.generation(present.generation()),
                prompt,
                sources,
                body.search(present.search()),
                body.filter(present.filter()),
                present.createdAt(),
                clock.now());
    }

    /// The datasets that are the tenant's, embedded alike, fit for the prompt.
    private List<DatasetId> sources(TenantId tenant, DialogBody body, AssistantPrompt prompt, List<DatasetId> present) {
        Set<DatasetId> wanted = body.datasets(present);
        body.check(prompt, wanted);
        List<Dataset> found = datasets.find(tenant, wanted);
        List<String> embeddings = found.stream()
                .map(dataset -> dataset.settings().embeddingModel())
                .toList();
        if (embeddings.stream().distinct().count() > 1) {
            throw DialogFaults.MIXED_EMBEDDINGS.of(PythonText.list(embeddings));
        }
        Set<DatasetId> owned = found.stream().map(Dataset::id).collect(Collectors.toSet());
        return wanted.stream().filter(owned::contains).toList();
    }

    private Response get(Request request) {
        TenantId tenant = callers.account(request).tenant();
        Assistant assistant = assistants
                .find(tenant, new AssistantId(request.query("dialog_id").orElse("")))
                .orElseThrow(WireFaults.NO_DIALOG::of);
        return Envelope.web(rows(tenant, List.of(assistant)).get(0));
    }

    private Response list(Request request) {
        TenantId tenant = callers.account(request).tenant();
        AssistantStore.Order newest = new AssistantStore.Order(AssistantStore.By.CREATED, true);
        return Envelope.web(
                rows(tenant, assistants.search(tenant, "", newest, Page.all()).rows()));
    }

    /// Without a page or a size, everything is one page. There are no teams yet, so that nobody else's assistants can
    /// be
    /// asked for.
    private Response next(Request request) {
        TenantId tenant = callers.account(request).tenant();
        List<String> owners = JsonBody.of(request).texts("owner_ids");
        int number = Wire.integer(request, "page", 0);
        int size = Wire.integer(request, "page_size", 0);
        Page page = number < 1 || size < 1 ? Page.all() : new Page(number, size);
        AssistantStore.Order order = new AssistantStore.Order(by(request), Wire.descending(request));
        Slice<Assistant> found = owners.isEmpty() || owners.contains(tenant.value())
                ? assistants.search(tenant, request.query("keywords").orElse(""), order, page)
                : new Slice<>(List.of(), 0);
        ObjectNode data = Envelope.object();
        data.set("dialogs", rows(tenant, found.rows()));
        return Envelope.web(data.put("total", found.total()));
    }

    private Response remove(Request request) {
        TenantId tenant = callers.account(request).tenant();
        List<AssistantId> ids = JsonBody.of(request).require("dialog_ids").texts("dialog_ids").stream()
                .map(AssistantId::new)
                .toList();
        if (ids.stream().anyMatch(id -> assistants.find(tenant, id).isEmpty())) {
            throw WireFaults.NOT_DIALOG_OWNER.of();
        }
        assistants.deactivate(tenant, ids);
        return Envelope.web(Envelope.bool(true));
    }

    private static AssistantStore.By by(Request request) {
        return switch (request.query("orderby").orElse("")) {
            case "update_time" -> AssistantStore.By.UPDATED;
            case "name" -> AssistantStore.By.NAME;
            default -> AssistantStore.By.CREATED;
        };
    }

    private String usualModel(TenantId tenant) {
        return accounts.tenant(tenant)
                .map(Tenant::models)
                .map(Tenant.DefaultModels::chat)
                .orElse("");
    }

    /// Rows with the ids and names of those datasets that are still there.
    private ArrayNode rows(TenantId tenant, Collection<Assistant> found) {
        Set<DatasetId> used =
                found.stream().flatMap(one -> one.datasets().stream()).collect(Collectors.toSet());
        Map<DatasetId, Dataset> known =
                datasets.find(tenant, used).stream().collect(Collectors.toMap(Dataset::id, Function.identity()));
        ArrayNode rows = Json.mapper().createArrayNode();
        for (Assistant assistant : found) {
            ObjectNode row = DialogJson.row(assistant);
            ArrayNode ids = row.putArray("kb_ids");
            ArrayNode names = row.putArray("kb_names");
            assistant.datasets().stream()
                    .filter(known::containsKey)
                    .map(known::get)
                    .forEach(dataset -> {
                        ids.add(dataset.id().value());
                        names.add(dataset.name());
                    });
            rows.add(row);
        }
        return rows;
    }
}
