package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.dataset.DocumentChanges;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.PythonText;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.Metadata;
import dev.freshet.dataset.ParserConfig;
import dev.freshet.dataset.ParserDefaults;
import dev.freshet.dataset.edit.DocumentEditor;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import dev.freshet.json.Json;
import dev.freshet.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// `/v1/document`: changing single documents (contract §11).
public final class DocumentEditRoutes {
    private final Belongings belongings;
    private final DocumentEditor editor;

    public DocumentEditRoutes(Belongings belongings, DocumentEditor editor) {
        this.belongings = belongings;
        this.editor = editor;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/document/rename", "rename a document", this::rename)
                .route("POST", "/v1/document/change_parser", "change how a document is parsed", this::changeParser)
                .route("POST", "/v1/document/set_meta", "set a document's metadata", this::setMetadata);
    }

    private Response rename(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("doc_id", "name");
        Document document = belongings.openDocument(tenant, body.text("doc_id", ""));
        String name = body.text("name", "").strip();
        if (name.isEmpty()) {
            throw KbFaults.EMPTY_NAME.of();
        }
        DocumentChanges.of(document, Envelope.object().put("name", name)).apply(editor);
        return Envelope.web(Envelope.bool(true));
    }

    /// Parsing settings are taken as they come.
    private Response changeParser(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("doc_id");
        Document document = belongings.openDocument(tenant, body.text("doc_id", ""));
        String method = body.text("parser_id").filter(text -> !text.isEmpty()).orElse(document.chunkMethod());
        boolean same = method.equals(document.chunkMethod());
        if (!same) {
            DocumentChanges.of(document, Envelope.object().put("chunk_method", method));
        }
        JsonObject given = body.object("parser_config")
                .map(config -> JsonObject.of(config.tree()))
                .orElse(JsonObject.EMPTY);
        ParserConfig config = same
                ? document.parserConfig().mergedWith(given)
                : ParserDefaults.of(
                        method, given, document.parserConfig().settings().text("llm_id", ""));
        editor.setParser(document, method, config);
        return Envelope.web(Envelope.bool(true));
    }

    private Response setMetadata(Request request) {
        TenantId tenant = belongings.tenant(request);
        JsonBody body = JsonBody.of(request).require("doc_id", "meta");
        Document document = belongings.openDocument(tenant, body.text("doc_id", ""));
        editor.setMetadata(tenant, document.id(), new Metadata(JsonObject.of(metadata(body))));
        return Envelope.web(Envelope.bool(true));
    }

    /// The object that the text holds.
    private static ObjectNode metadata(JsonBody body) {
        JsonNode tree = parsed(body.text("meta", ""));
        if (!(tree instanceof ObjectNode fields)) {
            throw KbFaults.NO_METADATA.of();
        }
        for (JsonNode value : fields) {
            boolean plain = value.isTextual() || value.isNumber() || value.isArray();
            if (!plain) {
                throw KbFaults.UNFIT_METADATA.of(PythonText.plain(value));
            }
        }
        return fields;
    }

    private static JsonNode parsed(String text) {
        try {
            return Json.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException malformed) {
            throw KbFaults.MALFORMED_METADATA.of();
        }
    }
}
