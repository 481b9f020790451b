package dev.freshet;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// An account on a [WholeServer] that owns one thing of each kind, by its id.
final class Household {
    private static final String FACT = "The gate of the northern depot opens with code AB-1234.";

    private final WholeServer server;
    private final WholeServer.Caller caller;
    private final Map<String, String> things = new HashMap<>();

    private Household(WholeServer server, WholeServer.Caller caller) {
        this.server = server;
        this.caller = caller;
    }

    /// Registers an account of this name and makes its things over the API.
    static Household settle(WholeServer server, String name) {
        Household household = new Household(server, server.register(name));
        household.makeThings();
        return household;
    }

    WholeServer.Caller caller() {
        return caller;
    }

    /// A key that is bound to the chat.
    String boundKey() {
        return thing("bound key");
    }

    /// The id of the thing of this kind.
    String thing(String kind) {
        return Objects.requireNonNull(things.get(kind), () -> "nobody owns a thing of the kind " + kind);
    }

    /// All that the owner can list, to be compared.
    List<String> inventory() {
        String dataset = "/api/v1/datasets/" + thing("dataset") + "/documents";
        return Stream.of(
                        server.send("GET", "/api/v1/datasets", key(), ""),
                        server.send("GET", dataset, key(), ""),
                        server.send("GET", dataset + "/" + thing("document") + "/chunks", key(), ""),
                        server.send("GET", "/api/v1/chats", key(), ""),
                        server.send("GET", "/api/v1/chats/" + thing("chat") + "/sessions", key(), ""),
                        server.send("GET", "/api/v1/file/list", key(), ""),
                        server.send("POST", "/v1/search/list", caller.login(), ""),
                        server.send("GET", "/v1/system/token_list", caller.login(), ""))
                .map(answer -> WholeServer.data(answer).toString())
                .toList();
    }

    private void makeThings() {
        String dataset = make("/api/v1/datasets", "{\"name\":\"depot\"}", "/id");
        things.put("dataset", dataset);
        String documents = "/api/v1/datasets/" + dataset + "/documents";
        JsonNode uploaded = WholeServer.data(server.upload(documents, key(), "gate.txt", FACT));
        String document = uploaded.path(0).path("id").asText();
        things.put("document", document);
        make("/api/v1/datasets/" + dataset + "/chunks", "{\"document_ids\":[\"" + document + "\"]}", "");
        server.awaitParsed(dataset, key());
        things.put("chunk", make(documents + "/" + document + "/chunks", "{\"content\":\"By hand.\"}", "/chunk/id"));
        String chat = make("/api/v1/chats", "{\"name\":\"porter\",\"dataset_ids\":[\"" + dataset + "\"]}", "/id");
        things.put("chat", chat);
        String session = make("/api/v1/chats/" + chat + "/sessions", "{}", "/id");
        things.put("session", session);
        HttpResponse<String> answered = server.send(
                "POST",
                "/api/v1/chats/" + chat + "/completions",
                key(),
                "{\"question\":\"Which code opens the gate?\",\"stream\":false,\"session_id\":\"" + session + "\"}");
        things.put("message", WholeServer.data(answered).path("id").asText());
        things.put("answer", answered.headers().firstValue("X-Freshet-Answer").orElseThrow());
        things.put("token", caller.key());
        JsonNode bound = WholeServer.data(
                server.send("POST", "/v1/api/new_token", caller.login(), "{\"dialog_id\":\"" + chat + "\"}"));
        things.put("bound key", bound.path("token").asText());
        makeFiles();
        JsonNode search =
                WholeServer.data(server.send("POST", "/v1/search/create", caller.login(), "{\"name\":\"depots\"}"));
        things.put("search", search.path("search_id").asText());
    }

    private void makeFiles() {
        things.put("folder", make("/api/v1/file/create", "{\"name\":\"plans\",\"type\":\"folder\"}", "/id"));
        JsonNode files = WholeServer.data(server.upload("/api/v1/file/upload", key(), "plan.txt", FACT));
        things.put("file", files.path(0).path("id").asText());
    }

    private String make(String path, String json, String pointer) {
        return WholeServer.data(server.send("POST", path, key(), json))
                .at(pointer)
                .asText();
    }

    private String key() {
        return "Bearer " + caller.key();
    }
}
