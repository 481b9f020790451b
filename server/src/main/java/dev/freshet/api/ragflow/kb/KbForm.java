package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.account.AccountStore;
import dev.freshet.account.Tenant;
import dev.freshet.api.ragflow.dataset.DatasetForm;
import dev.freshet.api.ragflow.wire.Demand;
import dev.freshet.api.ragflow.wire.Demand.Shape;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.NameRule;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetSettings;
import java.util.List;
import java.util.Map;

/// Turns a body under the names of storage into the settings of a dataset (contract §11). What it holds besides is
/// passed over.
public final class KbForm {
    private static final NameRule NAME = new NameRule("Dataset", 128);

    /// What no client may set, in the order in which it is refused.
    private static final List<String> NOT_ALLOWED =
            List.of("id", "tenant_id", "created_by", "create_time", "update_time", "create_date", "update_date");

    private static final Map<String, String> NAMES = Map.of(
            "description", "description",
            "avatar", "avatar",
            "permission", "permission",
            "parser_id", "chunk_method",
            "embd_id", "embedding_model",
            "parse_type", "parse_type",
            "pipeline_id", "pipeline_id",
            "pagerank", "pagerank");

    private final AccountStore accounts;
    private final DatasetForm form;

    public KbForm(AccountStore accounts, DatasetForm form) {
        this.accounts = accounts;
        this.form = form;
    }

    /// The settings of a dataset to be made.
    DatasetSettings created(TenantId tenant, JsonBody body) {
        return searched(form.settings(tenant(tenant), translated(body)), body);
    }

    /// The settings of a dataset as the body changes them.
    DatasetSettings changed(Dataset before, JsonBody body) {
        return searched(form.changed(tenant(before.tenant()), before, translated(body)), body);
    }

    /// Refuses what may not be set.
    ///
    /// @throws WireException code 101
    static void refuseFixed(JsonBody body) {
        NOT_ALLOWED.forEach(name -> body.obey(new Demand(name, Shape.ABSENT, KbFaults.FIXED)));
    }

    /// The body under the names of the routes for keys, which are checked there; parsing settings are taken as they
    /// come.
    private static ObjectNode translated(JsonBody body) {
        ObjectNode translated = Envelope.object().put("name", NAME.read(body));
        NAMES.forEach((from, to) -> body.value(from)
                .filter(value -> !(value.isTextual() && value.textValue().isEmpty()))
                .ifPresent(value -> translated.set(to, value)));
        DatasetForm.check(translated);
        body.value("parser_config")
                .filter(JsonNode::isObject)
                .ifPresent(value -> translated.set("parser_config", value));
        return translated;
    }

    private static DatasetSettings searched(DatasetSettings settings, JsonBody body) {
        return new DatasetSettings(
                settings.name(),
                settings.avatar(),
                settings.description(),
                body.text("language").filter(text -> text.length() <= 32).orElse(settings.language()),
                settings.embeddingModel(),
                settings.permission(),
                settings.chunkMethod(),
                settings.parserConfig(),
                share(body, "similarity_threshold", settings.similarityThreshold()),
                share(body, "vector_similarity_weight", settings.vectorSimilarityWeight()),
                settings.pagerank(),
                settings.pipelineId());
    }

    private static double share(JsonBody body, String name, double otherwise) {
        return body.number(name).filter(value -> value >= 0 && value <= 1).orElse(otherwise);
    }

    private Tenant tenant(TenantId id) {
        return accounts.tenant(id).orElseThrow(WireFaults.NO_TENANT::of);
    }
}
