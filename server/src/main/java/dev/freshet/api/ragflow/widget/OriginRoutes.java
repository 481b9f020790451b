package dev.freshet.api.ragflow.widget;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.account.Account;
import dev.freshet.account.Accounts;
import dev.freshet.account.ApiKey;
import dev.freshet.account.ApiKeys;
import dev.freshet.api.ragflow.chat.ChatFaults;
import dev.freshet.api.ragflow.wire.Demand;
import dev.freshet.api.ragflow.wire.Demand.Shape;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.chat.AssistantStore;
import dev.freshet.chat.widget.WidgetOriginStore;
import dev.freshet.chat.widget.WidgetOrigins;
import dev.freshet.core.AssistantId;
import dev.freshet.core.TenantId;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.util.Optional;

/// `/api/v1/chats/{chat}/origins`: which pages may show an assistant's widget. An addition to RAGFlow's wire, for an
/// API key and for a login.
public final class OriginRoutes {
    private static final Demand ORIGINS = new Demand("origins", Shape.LIST, WidgetFaults.NO_LIST);

    private final ApiKeys keys;
    private final Accounts accounts;
    private final AssistantStore assistants;
    private final WidgetOriginStore origins;

    public OriginRoutes(ApiKeys keys, Accounts accounts, AssistantStore assistants, WidgetOriginStore origins) {
        this.keys = keys;
        this.accounts = accounts;
        this.assistants = assistants;
        this.origins = origins;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.rest())
                .route("GET", "/api/v1/chats/{chat}/origins", "Which pages may show an assistant", this::show)
                .route("PUT", "/api/v1/chats/{chat}/origins", "Say which pages may show an assistant", this::replace);
    }

    private Response show(Request request) {
        TenantId tenant = tenant(request);
        return answer(origins.find(tenant, assistant(tenant, request)));
    }

    private Response replace(Request request) {
        TenantId tenant = tenant(request);
        AssistantId assistant = assistant(tenant, request);
        WidgetOrigins wanted =
                WidgetOrigins.of(JsonBody.of(request).obey(ORIGINS).texts("origins"));
        origins.replace(tenant, assistant, wanted);
        return answer(wanted);
    }

    private static Response answer(WidgetOrigins found) {
        ObjectNode data = Envelope.object();
        ArrayNode list = data.putArray("origins");
        found.origins().forEach(list::add);
        return Envelope.rest(data);
    }

    private TenantId tenant(Request request) {
        String header = request.header("Authorization").orElse("").strip();
        String token = header.startsWith("Bearer ")
                ? header.substring("Bearer ".length()).strip()
                : header;
        Optional<TenantId> ofKey = keys.byToken(token).map(ApiKey::tenant);
        return ofKey.or(() -> accounts.byLogin(token).map(Account::tenant)).orElseThrow(WidgetFaults.NOBODY::of);
    }

    private AssistantId assistant(TenantId tenant, Request request) {
        String id = request.pathParameter("chat");
        return Optional.of(id)
                .filter(one -> !one.isBlank() && one.length() <= 128)
                .flatMap(one -> assistants.find(tenant, new AssistantId(one)))
                .orElseThrow(ChatFaults.NOT_OWNER::of)
                .id();
    }
}
