package dev.freshet.api.ragflow.account;

import dev.freshet.account.Account;
import dev.freshet.account.Accounts;
import dev.freshet.account.Tenant;
import dev.freshet.account.Tenant.DefaultModels;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;

/// Which models a tenant uses where nothing is said.
public final class TenantRoutes {
    private static final int LONGEST_MODEL_NAME = 255;

    /// Chunk methods by their wire names, with the names that people see.
    private static final String PARSERS = "naive:General,qa:Q&A,resume:Resume,manual:Manual,table:Table,paper:Paper,"
            + "book:Book,laws:Laws,presentation:Presentation,picture:Picture,one:One,audio:Audio,email:Email,tag:Tag";

    private final Callers callers;
    private final Accounts accounts;

    public TenantRoutes(Callers callers, Accounts accounts) {
        this.callers = callers;
        this.accounts = accounts;
    }

    /// Adds the routes under `/v1/user` that concern one's own tenant.
    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("GET", "/v1/user/tenant_info", "the tenant's default models", this::show)
                .route("POST", "/v1/user/set_tenant_info", "change the tenant's default models", this::change);
    }

    private Response show(Request request) {
        Tenant tenant = own(callers.account(request));
        DefaultModels models = tenant.models();
        return Envelope.web(Envelope.object()
                .put("tenant_id", tenant.id().value())
                .put("name", tenant.name())
                .put("llm_id", models.chat())
                .put("embd_id", models.embedding())
                .put("rerank_id", models.rerank())
                .put("asr_id", models.speechToText())
                .put("img2txt_id", models.imageToText())
                .put("tts_id", models.speech())
                .put("parser_ids", PARSERS)
                .put("role", "owner"));
    }

    private Response change(Request request) {
        Tenant tenant = own(callers.account(request));
        JsonBody body = JsonBody.of(request).require("tenant_id", "asr_id", "embd_id", "img2txt_id", "llm_id");
        if (!body.text("tenant_id", "").equals(tenant.id().value())) {
            throw WireFaults.NO_AUTHORIZATION.of();
        }
        DefaultModels models = tenant.models();
        accounts.changeModels(
                tenant.id(),
                new DefaultModels(
                        name(body, "llm_id", models.chat()),
                        name(body, "embd_id", models.embedding()),
                        name(body, "rerank_id", models.rerank()),
                        name(body, "asr_id", models.speechToText()),
                        name(body, "img2txt_id", models.imageToText()),
                        name(body, "tts_id", models.speech())));
        return Envelope.web(Envelope.bool(true));
    }

    private static String name(JsonBody body, String key, String present) {
        String name = body.has(key) ? body.text(key, "") : present;
        if (name.length() > LONGEST_MODEL_NAME) {
            throw AccountFaults.LONG_MODEL_NAME.of(key, LONGEST_MODEL_NAME);
        }
        return name;
    }

    private Tenant own(Account account) {
        return accounts.store().tenant(account.tenant()).orElseThrow(WireFaults.NO_TENANT::of);
    }
}
