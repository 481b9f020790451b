package dev.freshet.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.bench.fake.FakeModelServer;
import dev.freshet.bench.fake.Script;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/// A scripted model, a server in a process of its own, and an assistant without documents that asks that model.
final class ScriptedRig implements AutoCloseable {
    final FakeModelServer model;
    final ServerProcess server;
    private final String assistant;
    private final String key;
    private final HttpClient client = HttpClient.newHttpClient();

    private ScriptedRig(FakeModelServer model, ServerProcess server) throws IOException, InterruptedException {
        this.model = model;
        this.server = server;
        String session = register();
        key = answer(call("/v1/system/new_token", session, "{}"))
                .at("/data/token")
                .asText();
        answer(call("/v1/llm/add_llm", session, """
                {"llm_factory": "OpenAI-API-Compatible", "model_type": "chat", "llm_name": "scripted",
                 "api_base": "%s", "api_key": "none", "max_tokens": 8192}""".formatted(model.baseUrl())));
        assistant = answer(call("/api/v1/chats", "Bearer " + key, """
                        {"name": "scripted", "llm": {"model_name": "scripted___OpenAI-API@OpenAI-API-Compatible"},
                         "prompt": {"prompt": "Answer.", "variables": []}}"""))
                .at("/data/id")
                .asText();
    }

    /// Starts all of it.
    ///
    /// @param http2 whether the server speaks HTTP/2 to the model
    /// @param variables for the server
    static ScriptedRig start(Script script, boolean http2, Map<String, String> variables)
            throws IOException, InterruptedException {
        FakeModelServer model = FakeModelServer.start(script);
        Map<String, String> all = new HashMap<>(variables);
        if (http2) {
            all.put("FRESHET_MODELS_CLEAR_TEXT_HTTP2", "http://127.0.0.1:" + model.port());
        }
        boolean whole = false;
        try {
            ScriptedRig rig = started(model, ServerProcess.start(Files.createTempDirectory("freshet-benchmark"), all));
            whole = true;
            return rig;
        } finally {
            if (!whole) {
                model.close();
            }
        }
    }

    private static ScriptedRig started(FakeModelServer model, ServerProcess server)
            throws IOException, InterruptedException {
        boolean whole = false;
        try {
            ScriptedRig rig = new ScriptedRig(model, server);
            whole = true;
            return rig;
        } finally {
            if (!whole) {
                server.close();
            }
        }
    }

    /// Models are set up by a person, not by a key.
    private String register() throws IOException, InterruptedException {
        HttpResponse<String> welcome = call("/v1/user/register", "", """
                {"nickname": "bench", "email": "bench@example.com", "password": "benchmark"}""");
        answer(welcome);
        return welcome.headers().firstValue("Authorization").orElseThrow();
    }

    private HttpResponse<String> call(String path, String authorization, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode answer(HttpResponse<String> response) throws IOException {
        JsonNode body = new ObjectMapper().readTree(response.body());
        if (response.statusCode() != 200 || body.path("code").asInt() != 0) {
            throw new IllegalStateException(response.uri() + " answers " + response.body());
        }
        return body;
    }

    /// A streamed question on the OpenAI route.
    byte[] question() {
        return StreamLoad.post("/api/v1/chats_openai/" + assistant + "/chat/completions", key, body());
    }

    /// The same straight to a provider.
    static byte[] providerQuestion() {
        return StreamLoad.post("/v1/chat/completions", "none", body());
    }

    private static String body() {
        return "{\"model\":\"scripted\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Speak.\"}]}";
    }

    @Override
    public void close() {
        client.close();
        server.close();
        model.close();
    }
}
