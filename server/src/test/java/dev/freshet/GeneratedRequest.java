package dev.freshet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.reference.Operation;
import dev.freshet.api.reference.Operation.Parameter;
import dev.freshet.api.reference.Operation.Place;
import dev.freshet.api.reference.Operation.Type;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request to a route of the reference that its caller may make: ids are those of the caller's own things,
/// required parameters have a value that is likely to be right, and single ones can be replaced.
record GeneratedRequest(Operation operation, Household household, Map<String, JsonNode> replaced) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// What the ids of parameters stand for. A new name that ends like an id has to be put here.
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("dataset", "dataset"),
            Map.entry("dataset_ids", "dataset"),
            Map.entry("kb", "dataset"),
            Map.entry("kb_ids", "dataset"),
            Map.entry("kb_id", "dataset"),
            Map.entry("document", "document"),
            Map.entry("document_ids", "document"),
            Map.entry("doc_ids", "document"),
            Map.entry("doc_id", "document"),
            Map.entry("chunk", "chunk"),
            Map.entry("chunk_ids", "chunk"),
            Map.entry("chunk_id", "chunk"),
            Map.entry("chat", "chat"),
            Map.entry("dialog", "chat"),
            Map.entry("dialog_id", "chat"),
            Map.entry("dialog_ids", "chat"),
            Map.entry("session", "session"),
            Map.entry("session_id", "session"),
            Map.entry("conversation", "session"),
            Map.entry("conversation_id", "session"),
            Map.entry("conversation_ids", "session"),
            Map.entry("file", "file"),
            Map.entry("file_id", "file"),
            Map.entry("file_ids", "file"),
            Map.entry("src_file_ids", "file"),
            Map.entry("parent_id", "folder"),
            Map.entry("dest_file_id", "folder"),
            Map.entry("folder", "folder"),
            Map.entry("search_id", "search"),
            Map.entry("answer", "answer"),
            Map.entry("knowledge_id", "dataset"),
            Map.entry("message_id", "message"),
            Map.entry("message_ids", "message"));

    /// Ids whose kind the route tells.
    private static final Map<String, Map<String, String>> KINDS_OF_ROUTES = Map.of(
            "GET /api/v1/datasets", Map.of("id", "dataset"),
            "DELETE /api/v1/datasets", Map.of("ids", "dataset"),
            "GET /api/v1/datasets/{dataset}/documents", Map.of("id", "document"),
            "DELETE /api/v1/datasets/{dataset}/documents", Map.of("ids", "document"),
            "GET /api/v1/datasets/{dataset}/documents/{document}/chunks", Map.of("id", "chunk"),
            "GET /api/v1/chats", Map.of("id", "chat"),
            "DELETE /api/v1/chats", Map.of("ids", "chat"),
            "GET /api/v1/chats/{chat}/sessions", Map.of("id", "session"),
            "DELETE /api/v1/chats/{chat}/sessions", Map.of("ids", "session"),
            "DELETE /v1/system/token/{token}", Map.of("token", "token"));

    /// Names that end like ids and are none of anybody's things.
    private static final List<String> NO_IDS = List.of(
            "user_id",
            "owner_ids",
            "canvas_id",
            "shared_id",
            "parser_id",
            "image",
            "page",
            "llm_id",
            "embd_id",
            "asr_id",
            "img2txt_id",
            "tts_id",
            "rerank_id",
            "pipeline_id",
            "tenant_id");

    private static final Map<String, JsonNode> SAMPLES = Map.of(
            "question", JSON.textNode("Which code opens the gate?"),
            "messages", JSON.arrayNode().add(message()),
            "stream", JSON.booleanNode(false),
            "email", JSON.textNode("somebody@example.com"),
            "origins", JSON.arrayNode().add("https://example.com"));

    GeneratedRequest {
        replaced = Map.copyOf(replaced);
    }

    static GeneratedRequest of(Operation operation, Household household) {
        return new GeneratedRequest(operation, household, Map.of());
    }

    /// The same with another value for a parameter.
    GeneratedRequest with(String name, JsonNode value) {
        return new GeneratedRequest(operation, household, Map.of(name, value));
    }

    /// The same with another id, in a list where the parameter takes a list.
    GeneratedRequest withId(String name, String id) {
        return with(name, idValue(name, id));
    }

    /// The parameters that are ids, path parameters first.
    static List<String> ids(Operation operation) {
        List<String> names = new ArrayList<>(operation.pathParameters());
        operation.parameters().stream().map(Parameter::name).forEach(names::add);
        return names.stream()
                .filter(name -> kind(operation, name).isPresent())
                .distinct()
                .toList();
    }

    /// Names of parameters that look like ids and have no kind.
    static List<String> unknownIds(Operation operation) {
        List<String> names = new ArrayList<>(operation.pathParameters());
        operation.parameters().stream()
                .filter(parameter -> parameter.place() != Place.HEADER)
                .map(Parameter::name)
                .filter(name -> name.equals("id") || name.equals("ids") || name.matches(".*_ids?"))
                .forEach(names::add);
        return names.stream()
                .filter(name -> kind(operation, name).isEmpty() && !NO_IDS.contains(name))
                .toList();
    }

    static Optional<String> kind(Operation operation, String name) {
        if (operation.parameters(Place.FORM).stream()
                .anyMatch(part -> part.name().equals(name) && part.type() == Type.FILE)) {
            return Optional.empty();
        }
        String ofRoute = KINDS_OF_ROUTES.getOrDefault(operation.key(), Map.of()).get(name);
        return Optional.ofNullable(ofRoute == null ? KINDS.get(name) : ofRoute);
    }

    /// Sends it with the token that the route takes.
    HttpResponse<String> send(WholeServer server) {
        return send(server, authorization());
    }

    HttpResponse<String> send(WholeServer server, @Nullable String authorization) {
        if (!operation.parameters(Place.FORM).isEmpty()) {
            return server.upload(path() + query(), authorization, fields(), "new.txt", "new");
        }
        return server.send(operation.method(), path() + query(), authorization, body());
    }

    /// Sends another body in its place.
    HttpResponse<String> sendBody(WholeServer server, String body) {
        return server.send(operation.method(), path() + query(), authorization(), body);
    }

    private @Nullable String authorization() {
        WholeServer.Caller caller = household.caller();
        return switch (operation.caller()) {
            case ANYBODY -> null;
            case KEY, KEY_OR_LOGIN, ASKER -> "Bearer " + caller.key();
            case BOUND_KEY -> "Bearer " + household.boundKey();
            case LOGIN -> caller.login();
            case BETA -> "Bearer " + caller.beta();
        };
    }

    private String path() {
        String path = operation.path();
        for (String name : operation.pathParameters()) {
            path = path.replace("{" + name + "}", value(name, Type.TEXT).asText());
        }
        return path;
    }

    private String query() {
        StringBuilder query = new StringBuilder();
        for (Parameter parameter : operation.parameters(Place.QUERY)) {
            if (parameter.required() || replaced.containsKey(parameter.name())) {
                String text = value(parameter.name(), Type.TEXT).asText();
                query.append(query.isEmpty() ? '?' : '&')
                        .append(parameter.name())
                        .append('=');
                query.append(URLEncoder.encode(text, StandardCharsets.UTF_8));
            }
        }
        return query.toString();
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Parameter parameter : operation.parameters(Place.FORM)) {
            boolean wanted = parameter.required() || replaced.containsKey(parameter.name());
            if (parameter.type() != Type.FILE && wanted) {
                fields.put(
                        parameter.name(),
                        value(parameter.name(), parameter.type()).asText());
            }
        }
        return fields;
    }

    private String body() {
        ObjectNode body = JSON.objectNode();
        for (Parameter parameter : operation.parameters(Place.BODY)) {
            boolean wanted = parameter.required() || parameter.name().equals("stream");
            if (wanted || replaced.containsKey(parameter.name())) {
                body.set(parameter.name(), value(parameter.name(), parameter.type()));
            }
        }
        return operation.parameters(Place.BODY).isEmpty() ? "" : body.toString();
    }

    private JsonNode value(String name, Type type) {
        JsonNode given = replaced.get(name);
        if (given != null) {
            return given;
        }
        Optional<String> kind = kind(operation, name);
        if (kind.isPresent()) {
            return idValue(name, household.thing(kind.get()));
        }
        return SAMPLES.getOrDefault(name, usual(type));
    }

    private JsonNode idValue(String name, String id) {
        boolean list = operation.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals(name) && parameter.type() == Type.TEXTS);
        return list ? JSON.arrayNode().add(id) : JSON.textNode(id);
    }

    private static JsonNode usual(Type type) {
        return switch (type) {
            case TEXT, FILE -> JSON.textNode("x");
            case INTEGER, NUMBER -> JSON.numberNode(1);
            case FLAG -> JSON.booleanNode(true);
            case TEXTS -> JSON.arrayNode().add("x");
            case LIST -> JSON.arrayNode();
            case OBJECT -> JSON.objectNode();
        };
    }

    private static ObjectNode message() {
        return JSON.objectNode().put("role", "user").put("content", "Which code opens the gate?");
    }
}
