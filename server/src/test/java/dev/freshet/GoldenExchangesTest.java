package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.api.Scenario;
import dev.freshet.api.ScenarioPlayer;
import dev.freshet.api.ScenarioTable;
import dev.freshet.core.Ids;
import dev.freshet.model.openai.FakeOpenAi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Exchanges with the whole server that were written by hand from the contract, a table for each resource among
/// `scenarios/golden` of the test resources, each played by an account of its own. It has the models of an
/// [EchoProvider] beside the built-in ones: `{{echo}}`, `{{ranker}}` and `{{embedder}}`.
class GoldenExchangesTest {
    private static final Path TABLES = Path.of("src/test/resources/scenarios/golden");
    private static final Map<String, String> MODELS =
            Map.of("echo", "chat", "ranker", "rerank", "embedder", "embedding");

    @TempDir
    static Path data;

    private static WholeServer server;
    private static FakeOpenAi provider;
    private static WholeServer.Caller stranger;

    @BeforeAll
    static void start() throws IOException {
        server = WholeServer.start(data, Map.of());
        provider = EchoProvider.start();
        stranger = server.register("stranger");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        provider.close();
    }

    /// §3.5, §4, §5, §7.1, §8: what the setting forbids.
    @Test
    void keepsEverythingWhereDeletingAllIsForbidden(@TempDir Path folder) throws IOException, InterruptedException {
        try (WholeServer careful = WholeServer.start(folder, Map.of("wire.emptyIdsDeleteAll", "false"))) {
            ScenarioPlayer player = new ScenarioPlayer(careful.address());
            player.keep("key", careful.register("careful").key());

            player.play(ScenarioTable.read("delete-all-forbidden"));
        }
    }

    static Stream<String> tables() throws IOException {
        try (Stream<Path> files = Files.list(TABLES)) {
            return files.map(file -> file.getFileName().toString().replace(".txt", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void answersAsTheContractSays(String table) throws IOException, InterruptedException {
        ScenarioPlayer player = player(table);
        List<String> mistakes = new ArrayList<>();
        for (Scenario row : ScenarioTable.read("golden/" + table)) {
            mistakes.addAll(player.mistakes(row));
        }

        assertThat(mistakes).isEmpty();
    }

    private static ScenarioPlayer player(String table) {
        WholeServer.Caller caller = server.register(table);
        ScenarioPlayer player = new ScenarioPlayer(server.address());
        player.keep("login", caller.login());
        player.keep("key", caller.key());
        player.keep("beta", caller.beta());
        player.keep("tenant", tenant(caller));
        player.keep("absent", Ids.next());
        player.keep("stranger.login", stranger.login());
        player.keep("stranger.key", stranger.key());
        player.keep("stranger.beta", stranger.beta());
        MODELS.forEach((name, type) -> player.keep(name, addModel(caller, name, type)));
        return player;
    }

    private static String tenant(WholeServer.Caller caller) {
        return WholeServer.data(server.send("GET", "/v1/user/tenant_info", caller.login(), ""))
                .path("tenant_id")
                .asText();
    }

    private static String addModel(WholeServer.Caller caller, String name, String type) {
        WholeServer.data(server.send(
                "POST",
                "/v1/llm/add_llm",
                caller.login(),
                ("{\"llm_factory\":\"OpenAI-API-Compatible\",\"model_type\":\"%s\",\"llm_name\":\"%s\","
                                + "\"api_base\":\"%s\",\"api_key\":\"none\",\"max_tokens\":8192}")
                        .formatted(type, name, provider.baseUrl())));
        return name + "___OpenAI-API@OpenAI-API-Compatible";
    }
}
