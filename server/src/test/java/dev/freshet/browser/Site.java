package dev.freshet.browser;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.WholeServer;
import dev.freshet.WholeServer.Caller;
import dev.freshet.json.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A whole server for all browser tests, with a model behind it that tells what tests want to hear. Each test
/// makes a person of its own, who sees nothing of the others.
public final class Site implements AutoCloseable {
    private static final String FACTORY = "OpenAI-API-Compatible";
    private static final String MODEL = "story";

    private final Path folder;
    private final WholeServer server;
    private final StoryModel model;
    private final AtomicInteger people = new AtomicInteger();

    private Site(Path folder, WholeServer server, StoryModel model) {
        this.folder = folder;
        this.server = server;
        this.model = model;
    }

    /// Starts a server of its own, without any account; for tests that need it empty.
    public static Site start() {
        return start(Map.of());
    }

    /// The same with these settings.
    public static Site start(Map<String, String> settings) {
        Path folder = Resources.temporaryFolder("freshet-site");
        Map<String, String> all = new HashMap<>(settings);
        all.put("log.level", "warn");
        WholeServer server = WholeServer.start(folder.resolve("data"), all);
        return new Site(folder, server, StoryModel.start());
    }

    /// Somebody with an account.
    ///
    /// @param email the address to sign in with
    /// @param password to sign in with
    /// @param tokens the login token, an API key and its beta token
    public record Person(String name, String email, String password, Caller tokens) {
        String bearer() {
            return "Bearer " + tokens.key();
        }
    }

    /// Such as `http://127.0.0.1:40123`.
    public String address() {
        return server.address();
    }

    public WholeServer server() {
        return server;
    }

    public StoryModel model() {
        return model;
    }

    /// A new account that has the story model and uses it for chat.
    public Person newPerson() {
        Person person = newPersonWithoutModel();
        addModel(person, "chat", MODEL);
        return person;
    }

    /// Gives somebody a reranker, which [StoryModel] plays too.
    ///
    /// @return the name by which assistants and searches know it
    public String addReranker(Person person) {
        addModel(person, "rerank", "ranker");
        return "ranker___OpenAI-API@" + FACTORY;
    }

    private void addModel(Person person, String type, String name) {
        Map<String, Object> row = Map.of(
                "llm_factory",
                FACTORY,
                "model_type",
                type,
                "llm_name",
                name,
                "api_base",
                model.baseUrl(),
                "api_key",
                "told",
                "max_tokens",
                8192);
        call("POST", "/v1/llm/add_llm", person.tokens().login(), row);
    }

    /// A new account as it is after registering: it has the built-in models.
    public Person newPersonWithoutModel() {
        String name = "reader" + people.incrementAndGet();
        return new Person(name, name + "@example.com", "secret-" + name, server.register(name));
    }

    /// The name by which assistants know the story model.
    public String modelName() {
        return MODEL + "___OpenAI-API@" + FACTORY;
    }

    /// A dataset of these text files, parsed.
    ///
    /// @param texts contents by file name
    /// @return its id
    public String dataset(Person person, String name, Map<String, String> texts) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        texts.forEach((file, text) -> files.put(file, text.getBytes(StandardCharsets.UTF_8)));
        return datasetOfFiles(person, name, files);
    }

    /// A dataset of these files, parsed.
    ///
    /// @param files contents by file name
    /// @return its id
    public String datasetOfFiles(Person person, String name, Map<String, byte[]> files) {
        String dataset = call("POST", "/api/v1/datasets", person.bearer(), Map.of("name", name))
                .path("id")
                .asText();
        List<String> documents = files.entrySet().stream()
                .map(file -> upload(person, dataset, file.getKey(), file.getValue()))
                .toList();
        call("POST", "/api/v1/datasets/" + dataset + "/chunks", person.bearer(), Map.of("document_ids", documents));
        server.awaitParsed(dataset, person.bearer());
        return dataset;
    }

    private String upload(Person person, String dataset, String name, byte[] content) {
        HttpResponse<String> answer =
                server.upload("/api/v1/datasets/" + dataset + "/documents", person.bearer(), name, content);
        return WholeServer.data(answer).path(0).path("id").asText();
    }

    /// An assistant that answers from datasets by the story model, and asks it even when nothing was found.
    ///
    /// @return its id
    public String assistant(Person person, String name, List<String> datasets) {
        Map<String, Object> prompt = Map.of("refine_multiturn", false, "empty_response", "", "show_quote", true);
        Map<String, Object> row = Map.of(
                "name", name,
                "dataset_ids", datasets,
                "llm", Map.of("model_name", modelName()),
                "prompt", prompt);
        return call("POST", "/api/v1/chats", person.bearer(), row).path("id").asText();
    }

    /// Calls the API and gives the answer's `data`.
    ///
    /// @param body becomes JSON
    public JsonNode call(String method, String path, String authorization, Object body) {
        return WholeServer.data(server.send(method, path, authorization, Json.write(body)));
    }

    @Override
    public void close() {
        model.close();
        server.close();
        Resources.delete(folder);
    }
}
