package dev.freshet.bench.lab;

import dev.freshet.bench.Access;
import dev.freshet.bench.Route.Token;
import dev.freshet.bench.WireClient;
import dev.freshet.bench.WireClient.Reply;
import dev.freshet.core.AppException;
import dev.freshet.core.Secret;
import dev.freshet.json.Json;
import dev.freshet.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// Sets a server up as a new user would: account, models, documents, assistant, keys.
public final class LabClient implements AutoCloseable {
    private static final String FACTORY = "OpenAI-API-Compatible";
    private static final String BOUNDARY = "freshet-bench-form";
    private static final long LOOK_AGAIN_NANOS = 200_000_000;

    private final String server;
    private final WireClient wire;
    private final String login;
    private final String key;
    private final String beta;

    /// Registers and takes a key.
    public LabClient(String server) {
        this.server = server;
        this.wire = new WireClient(server);
        Registration registration = new Registration("bench", "bench@localhost.test", "bench");
        Reply registered = wire.send(
                "/v1/user/register", "", "POST", BodyPublishers.ofString(Json.write(registration)), "application/json");
        if (registered.authorization().isEmpty()) {
            throw AppException.invalid("The server does not let anybody register: " + registered.body());
        }
        login = registered.authorization();
        JsonObject row = wire.post("/v1/system/new_token", login, Map.of()).object("data");
        key = row.text("token", "");
        beta = row.text("beta", "");
    }

    private record Registration(String nickname, String email, String password) {}

    private record NewModel(
            String llm_factory, String model_type, String llm_name, String api_base, String api_key, int max_tokens) {}

    private record Defaults(
            String tenant_id, String asr_id, String embd_id, String img2txt_id, String llm_id, String rerank_id) {}

    private record NewDataset(String name, String chunk_method) {}

    private record Parsing(List<String> document_ids) {}

    private record ModelChoice(String model_name) {}

    private record Prompt(boolean refine_multiturn, String empty_response, String rerank_model) {}

    private record NewAssistant(String name, List<String> dataset_ids, ModelChoice llm, Prompt prompt) {}

    private record NewBoundKey(String dialog_id) {}

    /// Adds a model and gives the name that assistants know it by.
    ///
    /// @param type `chat`, `embedding` or `rerank`
    public String addModel(String type, String name, String baseUrl) {
        wire.post("/v1/llm/add_llm", login, new NewModel(FACTORY, type, name, baseUrl, "scripted", 8192));
        return name + "___OpenAI-API@" + FACTORY;
    }

    /// Makes it the tenant's chat model, which routes without an assistant use.
    public void useForChat(String model) {
        JsonObject now = wire.get("/v1/user/tenant_info", login).object("data");
        wire.post(
                "/v1/user/set_tenant_info",
                login,
                new Defaults(
                        now.text("tenant_id", ""),
                        now.text("asr_id", ""),
                        now.text("embd_id", ""),
                        now.text("img2txt_id", ""),
                        model,
                        now.text("rerank_id", "")));
    }

    /// An empty dataset's id.
    public String createDataset(String name) {
        return createDataset(name, "naive");
    }

    /// An empty dataset's id, with the way in which its documents are cut.
    public String createDataset(String name, String method) {
        return wire.post("/api/v1/datasets", bearer(), new NewDataset(name, method))
                .object("data")
                .text("id", "");
    }

    /// Uploads a file and has it parsed.
    public void ingest(String dataset, String name, byte[] content) {
        Reply reply = wire.send(
                "/api/v1/datasets/" + dataset + "/documents",
                bearer(),
                "POST",
                BodyPublishers.ofByteArray(LabDocuments.form(BOUNDARY, name, content)),
                "multipart/form-data; boundary=" + BOUNDARY);
        List<String> rows = reply.envelope().texts("data");
        if (rows.isEmpty()) {
            throw AppException.invalid(name + " was not taken: " + reply.body());
        }
        String id = JsonObject.parse(rows.getFirst()).text("id", "");
        wire.post("/api/v1/datasets/" + dataset + "/chunks", bearer(), new Parsing(List.of(id)));
    }

    /// Waits until all documents of a dataset are parsed.
    ///
    /// @return the number of chunks
    /// @throws AppException when one fails
    public int awaitParsed(String dataset) {
        while (!isParsed(dataset)) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return documents(dataset).stream()
                .mapToInt(one -> one.integer("chunk_count", 0))
                .sum();
    }

    /// Whether all documents of a dataset are parsed.
    ///
    /// @throws AppException when one has failed
    public boolean isParsed(String dataset) {
        List<JsonObject> documents = documents(dataset);
        documents.stream().filter(one -> one.text("run", "").equals("FAIL")).forEach(failed -> {
            throw AppException.invalid(failed.text("name", "") + ": " + failed.text("progress_msg", ""));
        });
        return documents.stream().allMatch(one -> one.text("run", "").equals("DONE"));
    }

    private List<JsonObject> documents(String dataset) {
        return wire
                .get("/api/v1/datasets/" + dataset + "/documents?page_size=1000", bearer())
                .object("data")
                .texts("docs")
                .stream()
                .map(JsonObject::parse)
                .toList();
    }

    /// An assistant over a dataset. It does not rewrite questions, which would be a second call of the model, and
    /// asks the model even when nothing was found.
    ///
    /// @param reranker empty for none
    public String createAssistant(String name, List<String> datasets, String model, String reranker) {
        Prompt prompt = new Prompt(false, "", reranker);
        return wire.post("/api/v1/chats", bearer(), new NewAssistant(name, datasets, new ModelChoice(model), prompt))
                .object("data")
                .text("id", "");
    }

    /// What is needed to ask the assistant on every route.
    public Access access(String assistant, String name, List<String> datasets) {
        String bound = wire.post("/v1/api/new_token", login, new NewBoundKey(assistant))
                .object("data")
                .text("token", "");
        Map<Token, Secret> tokens = Map.of(
                Token.KEY, new Secret(key),
                Token.BOUND_KEY, new Secret(bound),
                Token.LOGIN, new Secret(login),
                Token.WIDGET, new Secret(beta));
        return new Access(server, tokens, assistant, name, datasets, Optional.empty());
    }

    private String bearer() {
        return "Bearer " + key;
    }

    @Override
    public void close() {
        wire.close();
    }
}
