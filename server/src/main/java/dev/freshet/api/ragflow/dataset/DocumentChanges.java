package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Demand;
import dev.freshet.api.ragflow.wire.Demand.Shape;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.Rule;
import dev.freshet.api.ragflow.wire.Schema;
import dev.freshet.api.ragflow.wire.WireFaults;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentType;
import dev.freshet.dataset.Metadata;
import dev.freshet.dataset.ParserConfig;
import dev.freshet.dataset.ParserDefaults;
import dev.freshet.dataset.edit.DocumentEditor;
import dev.freshet.dataset.edit.FileKind;
import dev.freshet.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client changes of a document, checked as a whole before the first change is made (contract §4).
///
/// @param before the document as it is
/// @param name a new name; null keeps it
/// @param method a new chunk method; null keeps it
/// @param config settings to be put over those of the method; null for none
/// @param enabled whether searches may find it; null keeps it
/// @param metadata new metadata; null keeps them
public record DocumentChanges(
        Document before,
        @Nullable String name,
        @Nullable String method,
        @Nullable JsonObject config,
        @Nullable Boolean enabled,
        @Nullable Metadata metadata) {
    private static final int LONGEST_NAME_BYTES = 255;
    private static final Demand FIELDS =
            new Demand("meta_fields", Shape.OBJECT_IF_PRESENT, DatasetFaults.NO_DICTIONARY);
    private static final List<String> METHODS = List.of(
            "naive",
            "manual",
            "qa",
            "table",
            "paper",
            "book",
            "laws",
            "presentation",
            "picture",
            "one",
            "knowledge_graph",
            "email",
            "tag");

    /// Reads a body.
    ///
    /// @throws WireException with the wire's message for the first mistake
    public static DocumentChanges of(Document before, ObjectNode body) {
        checkCounters(before, body);
        return new DocumentChanges(
                before, name(before, body), method(before, body), config(body), enabled(body), metadata(body));
    }

    /// Makes the changes and returns the document as it is then.
    public Document apply(DocumentEditor editor) {
        Document document = before;
        if (metadata != null) {
            document = editor.setMetadata(before.tenant(), before.id(), metadata);
        }
        if (name != null && !name.equals(before.name())) {
            document = editor.rename(before.tenant(), before.id(), name);
        }
        if (method != null || config != null) {
            document = editor.setParser(before, method == null ? before.chunkMethod() : method, newConfig());
        }
        if (enabled != null) {
            document = editor.setEnabled(before.tenant(), before.id(), enabled);
        }
        return document;
    }

    private ParserConfig newConfig() {
        JsonObject given = config == null ? JsonObject.EMPTY : config;
        if (method == null || method.equals(before.chunkMethod())) {
            return before.parserConfig().mergedWith(given);
        }
        String chatModel = before.parserConfig().settings().text("llm_id", "");
        return ParserDefaults.of(method, given, chatModel);
    }

    private static void checkCounters(Document before, ObjectNode body) {
        checkCounter(body, "chunk_count", before.chunkCount());
        checkCounter(body, "token_count", before.tokenCount());
        checkCounter(body, "progress", before.progress().fraction());
    }

    private static void checkCounter(ObjectNode body, String field, double stored) {
        JsonNode sent = body.path(field);
        if (!sent.isMissingNode() && !(sent.isNumber() && sent.doubleValue() == stored)) {
            throw DatasetFaults.FIXED_COUNTER.of(field);
        }
    }

    private static @Nullable String name(Document before, ObjectNode body) {
        if (!body.has("name") || body.path("name").asText().equals(before.name())) {
            return null;
        }
        JsonNode sent = body.path("name");
        if (!sent.isTextual()) {
            throw WireFaults.NO_ATTRIBUTE.of(JsonBody.typeName(sent), "encode");
        }
        String name = sent.textValue();
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME_BYTES) {
            throw DatasetFaults.NAME_TOO_LONG.of();
        }
        if (!FileKind.suffix(name).equals(FileKind.suffix(before.name()))) {
            throw DatasetFaults.EXTENSION_CHANGED.of();
        }
        return name;
    }

    private static @Nullable String method(Document before, ObjectNode body) {
        JsonNode sent = body.path("chunk_method");
        if (sent.isMissingNode() || sent.isNull()) {
            return null;
        }
        String method = sent.asText();
        if (!METHODS.contains(method)) {
            throw DatasetFaults.UNKNOWN_METHOD.of(method);
        }
        boolean slides = before.file().suffix().startsWith("ppt");
        if (before.file().type() == DocumentType.VISUAL || (slides && !method.equals("presentation"))) {
            throw DatasetFaults.UNFIT_METHOD.of();
        }
        return method;
    }

    private static @Nullable JsonObject config(ObjectNode body) {
        if (!(body.path("parser_config") instanceof ObjectNode given)) {
            return null;
        }
        Schema.of(Schema.Field.optional("parser_config", new Rule.Nested(DatasetSchemas.PARSER_CONFIG)))
                .check((ObjectNode) body.objectNode().set("parser_config", given));
        return JsonObject.of(given);
    }

    private static @Nullable Boolean enabled(ObjectNode body) {
        JsonNode sent = body.path("enabled");
        return (sent.isMissingNode() || sent.isNull()) ? null : sent.asBoolean();
    }

    private static @Nullable Metadata metadata(ObjectNode body) {
        JsonBody.of(body).obey(FIELDS);
        return body.path("meta_fields") instanceof ObjectNode fields ? new Metadata(JsonObject.of(fields)) : null;
    }
}
