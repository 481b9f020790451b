package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.account.Tenant;
import dev.freshet.api.ragflow.wire.Schema;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetSettings;
import dev.freshet.dataset.ParserConfig;
import dev.freshet.dataset.ParserDefaults;
import dev.freshet.dataset.Permission;
import dev.freshet.json.JsonObject;
import dev.freshet.model.ModelType;
import dev.freshet.model.Models;
import dev.freshet.model.ProviderTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns a checked body into the settings of a dataset (contract §3.1 to §3.3).
public final class DatasetForm {
    private static final int LARGEST_CONFIG = 65_535;

    private final Models models;
    private final ProviderTable providers;

    public DatasetForm(Models models, ProviderTable providers) {
        this.models = models;
        this.providers = providers;
    }

    /// Refuses what a dataset may not be, its parsing settings left aside.
    ///
    /// @throws WireException code 101 with a line for each mistake
    public static void check(ObjectNode body) {
        DatasetSchemas.UPDATE.check(body.deepCopy());
    }

    /// The settings of a dataset to be made.
    ///
    /// @throws WireException code 101 when fields do not go together or the model is not set up
    public DatasetSettings settings(Tenant tenant, ObjectNode body) {
        checkPipeline(body);
        String method = text(body, "chunk_method").orElse("naive");
        ParserConfig config =
                ParserDefaults.of(method, parserConfig(body), tenant.models().chat());
        return new DatasetSettings(
                text(body, "name").orElseThrow(),
                text(body, "avatar").orElse(null),
                text(body, "description").orElse(null),
                "English",
                text(body, "embedding_model")
                        .map(model -> known(tenant.id(), model))
                        .orElse(tenant.models().embedding()),
                permission(body).orElse(Permission.ME),
                method,
                config,
                0.2,
                0.3,
                0,
                text(body, "pipeline_id").orElse(null));
    }

    /// The settings of a dataset as a body changes them.
    ///
    /// @throws WireException as the wire refuses what cannot be changed
    public DatasetSettings changed(Tenant tenant, Dataset before, ObjectNode body) {
        checkPipeline(body);
        DatasetSettings old = before.settings();
        String method = text(body, "chunk_method").orElse(old.chunkMethod());
        return new DatasetSettings(
                text(body, "name").orElse(old.name()),
                replaced(body, "avatar", old.avatar()),
                replaced(body, "description", old.description()),
                old.language(),
                embeddingModel(tenant, before, body),
                permission(body).orElse(old.permission()),
                method,
                config(tenant, old, method, body),
                old.similarityThreshold(),
                old.vectorSimilarityWeight(),
                pagerank(old, body),
                replaced(body, "pipeline_id", old.pipelineId()));
    }

    private static ParserConfig config(Tenant tenant, DatasetSettings old, String method, ObjectNode body) {
        JsonObject given = parserConfig(body);
        if (!given.isEmpty()) {
            return old.parserConfig()
                    .mergedWith(given)
                    .mergedWith(JsonObject.EMPTY.with("llm_id", tenant.models().chat()));
        }
        boolean sameMethod = method.equals(old.chunkMethod());
        return sameMethod
                ? old.parserConfig()
                : ParserDefaults.of(method, given, tenant.models().chat());
    }

    private String embeddingModel(Tenant tenant, Dataset before, ObjectNode body) {
        String old = before.settings().embeddingModel();
        String wanted =
                text(body, "embedding_model").filter(model -> !model.isEmpty()).orElse(old);
        if (wanted.equals(old)) {
            return old;
        }
        if (before.chunkCount() > 0) {
            throw DatasetFaults.NO_EMBEDDING_CHANGE.of(before.chunkCount(), old);
        }
        return known(tenant.id(), wanted);
    }

    private static int pagerank(DatasetSettings old, ObjectNode body) {
        int wanted = body.path("pagerank").asInt(old.pagerank());
        if (wanted != old.pagerank()) {
            throw DatasetFaults.NO_PAGERANK.of();
        }
        return wanted;
    }

    private String known(TenantId tenant, String model) {
        if (models.embedding(tenant, model).isPresent()) {
            return model;
        }
        boolean listed = providers
                .split(model)
                .flatMap(name -> providers
                        .find(name.provider())
                        .flatMap(provider -> provider.model(name.name(), ModelType.EMBEDDING)))
                .isPresent();
        throw (listed ? DatasetFaults.UNAUTHORIZED_MODEL : DatasetFaults.UNSUPPORTED_MODEL).of(model);
    }

    private static JsonObject parserConfig(ObjectNode body) {
        if (!(body.path("parser_config") instanceof ObjectNode given)) {
            return JsonObject.EMPTY;
        }
        int size = given.toString().length();
        if (size > LARGEST_CONFIG) {
            throw Schema.mistake("parser_config", DatasetFaults.CONFIG_TOO_LARGE, given, size);
        }
        return JsonObject.of(given);
    }

    /// A pipeline takes the place of a method, so they never come together (§3.1).
    private static void checkPipeline(ObjectNode body) {
        List<String> given = present(body, true);
        List<String> missing = present(body, false);
        if (given.isEmpty()) {
            return;
        }
        if (body.hasNonNull("chunk_method")) {
            throw Schema.mistake("", DatasetFaults.METHOD_AND_PIPELINE, body, String.join(", ", given));
        }
        if (!missing.isEmpty()) {
            throw Schema.mistake("", DatasetFaults.HALF_A_PIPELINE, body, String.join(", ", missing));
        }
    }

    private static List<String> present(ObjectNode body, boolean present) {
        List<String> names = new ArrayList<>(List.of("parse_type", "pipeline_id"));
        names.removeIf(name -> body.hasNonNull(name) != present);
        return names;
    }

    private static Optional<Permission> permission(ObjectNode body) {
        return text(body, "permission").map(text -> Permission.valueOf(text.toUpperCase(Locale.ROOT)));
    }

    private static @Nullable String replaced(ObjectNode body, String field, @Nullable String old) {
        return body.has(field) ? text(body, field).orElse(null) : old;
    }

    private static Optional<String> text(ObjectNode body, String field) {
        JsonNode value = body.path(field);
        return value.isTextual() ? Optional.of(value.textValue().strip()) : Optional.empty();
    }
}
