package dev.freshet.api.ragflow.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.account.AuthSettings.Registration;
import dev.freshet.api.Scenario;
import dev.freshet.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract's §2.6 over a provider that the test stands in for.
class LlmRoutesTest {
    private static final String KEY = "sk-never-to-be-seen";

    @TempDir
    Path folder;

    private AccountServer test;
    private String token = "";

    @BeforeEach
    void signUp() throws Exception {
        test = new AccountServer(folder, Registration.OPEN, true);
        HttpResponse<String> registered = test.server.send(Scenario.of("§2.2", "POST /v1/user/register")
                .json("{'nickname':'Ada','email':'ada@example.org','password':'secret'}"));
        token = registered.headers().firstValue("Authorization").orElseThrow();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void listsFactoriesWithTheirTypes() throws Exception {
        JsonNode rows = call("GET", "factories", "").path("data");
        assertThat(rows).hasSize(53);
        assertThat(rows.get(0).path("model_types").toString()).isEqualTo("[\"chat\",\"embedding\"]");
    }

    @Test
    void storesTheKnownModelsOfAProviderWhoseKeyWorks() throws Exception {
        test.modelFailure.set("");
        assertThat(call("POST", "set_api_key", "{\"llm_factory\":\"DeepSeek\",\"api_key\":\"" + KEY + "\"}")
                        .path("data")
                        .asBoolean())
                .isTrue();
        JsonNode mine =
                call("GET", "my_llms?include_details=true", "").path("data").path("DeepSeek");
        assertThat(mine.path("tags").asText()).isEqualTo("LLM");
        assertThat(mine.at("/llm/0").toString())
                .isEqualTo("{\"type\":\"chat\",\"name\":\"deepseek-chat\",\"used_token\":0,\"status\":\"1\","
                        + "\"api_base\":\"\",\"max_tokens\":128000}");
        call("POST", "enable_llm", "{\"llm_factory\":\"DeepSeek\",\"llm_name\":\"deepseek-chat\",\"status\":\"0\"}");
        assertThat(call("GET", "my_llms", "").at("/data/DeepSeek/llm/0/status").asText())
                .isEqualTo("0");
        call("POST", "delete_llm", "{\"llm_factory\":\"DeepSeek\",\"llm_name\":\"deepseek-chat\"}");
        assertThat(call("GET", "my_llms", "").at("/data/DeepSeek/llm")).hasSize(1);
        call("POST", "delete_factory", "{\"llm_factory\":\"DeepSeek\"}");
        assertThat(call("GET", "my_llms", "").path("data")).isEmpty();
    }

    @Test
    void refusesAKeyThatDoesNotWork() throws Exception {
        test.modelFailure.set("does not accept the key");
        JsonNode answer = call("POST", "set_api_key", "{\"llm_factory\":\"DeepSeek\",\"api_key\":\"" + KEY + "\"}");
        assertThat(answer.path("code").asInt()).isEqualTo(102);
        assertThat(answer.path("message").asText())
                .startsWith("\nFail to access model(")
                .contains("does not accept the key");
        assertThat(call("GET", "my_llms", "").path("data")).isEmpty();
    }

    @Test
    void storesASelfHostedModelWithItsSuffix() throws Exception {
        test.modelFailure.set("");
        call(
                "POST",
                "add_llm",
                "{\"llm_factory\":\"VLLM\",\"model_type\":\"chat\",\"llm_name\":\"qwen\",\"api_base\":\"http://gpu/v1\","
                        + "\"api_key\":\"" + KEY + "\",\"max_tokens\":4096}");
        JsonNode row = call("GET", "list?model_type=chat", "").at("/data/VLLM/0");
        assertThat(row.path("llm_name").asText()).isEqualTo("qwen___VLLM");
        assertThat(row.path("available").asBoolean()).isTrue();
        assertThat(call("GET", "list", "").at("/data/OpenAI/0/available").asBoolean())
                .isFalse();
        assertThat(call("GET", "list", "").at("/data/Builtin/0/available").asBoolean())
                .isTrue();
    }

    @Test
    void triesAModelWithoutStoringIt() throws Exception {
        test.modelFailure.set("");
        JsonNode works = call(
                        "POST",
                        "test",
                        "{\"llm_factory\":\"VLLM\",\"llm_name\":\"qwen\",\"api_base\":\"http://gpu/v1\",\"api_key\":\""
                                + KEY + "\"}")
                .path("data");
        assertThat(works.path("ok").asBoolean()).isTrue();
        assertThat(works.path("llm_name").asText()).isEqualTo("qwen");
        assertThat(works.path("model_type").asText()).isEqualTo("chat");
        assertThat(works.path("milliseconds").isIntegralNumber()).isTrue();
        test.modelFailure.set("does not accept the key");
        JsonNode fails = call("POST", "test", "{\"llm_factory\":\"DeepSeek\",\"api_key\":\"" + KEY + "\"}");
        assertThat(fails.path("code").asInt()).isZero();
        assertThat(fails.at("/data/ok").asBoolean()).isFalse();
        assertThat(fails.at("/data/message").asText()).contains("does not accept the key");
        assertThat(call("GET", "my_llms", "").path("data")).isEmpty();
    }

    @Test
    void triesAStoredModelWithItsStoredKeyAtItsStoredAddressAlone() throws Exception {
        test.modelFailure.set("");
        String qwen = "\"llm_factory\":\"VLLM\",\"model_type\":\"chat\",\"llm_name\":\"qwen\"";
        call("POST", "add_llm", "{" + qwen + ",\"api_base\":\"http://gpu/v1\",\"api_key\":\"" + KEY + "\"}");
        call("POST", "test", "{" + qwen + "}");
        assertThat(test.tested.get().key().reveal()).isEqualTo(KEY);
        assertThat(test.tested.get().baseUrl()).hasToString("http://gpu/v1");
        call("POST", "test", "{" + qwen + ",\"api_base\":\"http://elsewhere/v1\"}");
        assertThat(test.tested.get().key().reveal()).isEmpty();
    }

    @Test
    void asksAProviderForItsModels() throws Exception {
        test.modelFailure.set("");
        String provider = "{\"llm_factory\":\"VLLM\",\"api_base\":\"http://gpu/v1\",\"api_key\":\"" + KEY + "\"}";
        assertThat(call("POST", "offered", provider).path("data").toString()).isEqualTo("[\"first\",\"second\"]");
        test.modelFailure.set("does not accept the key");
        JsonNode refused = call("POST", "offered", provider);
        assertThat(refused.path("code").asInt()).isNotZero();
        assertThat(refused.path("message").asText()).contains("does not accept the key");
        assertThat(call("POST", "offered", "{\"llm_factory\":\"VLLM\"}")
                        .path("message")
                        .asText())
                .isEqualTo("The provider's address is missing.");
    }

    @Test
    void refusesWhatIsMissingOrWrong() throws Exception {
        assertThat(call("POST", "set_api_key", "{}").path("message").asText())
                .isEqualTo("required argument are missing: llm_factory,api_key; ");
        assertThat(call("POST", "set_api_key", "{\"llm_factory\":\"Nobody\",\"api_key\":\"x\"}")
                        .path("code")
                        .asInt())
                .isEqualTo(102);
        assertThat(call(
                                "POST",
                                "add_llm",
                                "{\"llm_factory\":\"VLLM\",\"model_type\":\"chat\",\"llm_name\":\"q\","
                                        + "\"api_base\":\"ftp://x\"}")
                        .path("message")
                        .asText())
                .contains("base URL");
    }

    /// Calls, and sees that no answer ever has the key in it.
    private JsonNode call(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + test.server.port() + "/v1/llm/" + path))
                .header("Authorization", token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            String answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            assertThat(answer).doesNotContain(KEY);
            return Json.parse(answer.getBytes(StandardCharsets.UTF_8));
        }
    }
}
