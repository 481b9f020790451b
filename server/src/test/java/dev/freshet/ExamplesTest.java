package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.freshet.PythonClients.Ended;
import dev.freshet.cli.ServeRequest;
import dev.freshet.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every client among the examples, and the official OpenAI client for Java, against a server as `--with` leaves it.
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath();
    private static final String QUESTION = "What does E-4071 mean?";
    private static final String ANSWER = "The station's clock differs from ours by more than 90 seconds";
    private static final int SECONDS = 120;

    @TempDir
    static Path folder;

    private static App app;
    private static String key;

    @BeforeAll
    static void serve() throws IOException {
        Path documents = Files.createDirectories(folder.resolve("runbook"));
        Files.copy(EXAMPLES.resolve("handbook/incident-runbook.md"), documents.resolve("incident-runbook.md"));
        List<String> said = new ArrayList<>();
        app = App.start(new ServeRequest(settings(), Optional.of(documents), said::add));
        key = said.stream()
                .filter(line -> line.startsWith("API key:"))
                .map(line -> line.substring("API key:".length()).strip())
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    /// Whoever adds an example adds its test here. The handbook is HandbookTest's, the rules MetricsReferenceTest's.
    @Test
    void everyExampleIsRun() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "README.md",
                            "ask.sh",
                            "handbook",
                            "openai_client.py",
                            "prometheus",
                            "ragflow_client.py",
                            "ragflow_tour.py");
        }
    }

    @Test
    void theShellExampleAsks() throws IOException, InterruptedException {
        Ended ended = example(List.of("bash", EXAMPLES.resolve("ask.sh").toString(), QUESTION));
        assertThat(ended.isDone()).as(ended.output()).isTrue();
        assertThat(ended.output()).contains("90 seconds").contains("incident-runbook.md");
    }

    @Test
    void theOpenAiExampleAsks() throws IOException, InterruptedException {
        Ended ended = example(List.of(
                PythonClients.python().toString(),
                EXAMPLES.resolve("openai_client.py").toString(),
                QUESTION));
        assertThat(ended.isDone()).as(ended.output()).isTrue();
        assertThat(ended.output()).contains(ANSWER).contains("[0] incident-runbook.md");
    }

    @Test
    void theRagflowExampleGoesTheWholeWay() throws IOException, InterruptedException {
        Ended ended = example(List.of(
                PythonClients.python().toString(),
                EXAMPLES.resolve("ragflow_client.py").toString(),
                EXAMPLES.resolve("handbook/incident-runbook.md").toString(),
                "--",
                QUESTION));
        assertThat(ended.isDone()).as(ended.output()).isTrue();
        assertThat(ended.output())
                .contains("incident-runbook.md: DONE, 8 chunks")
                .contains(ANSWER)
                .contains("[0] incident-runbook.md");
    }

    @Test
    void theRagflowSdkDoesAllThatItOffers() throws IOException, InterruptedException {
        Ended ended = example(List.of(
                PythonClients.python().toString(),
                EXAMPLES.resolve("ragflow_tour.py").toString()));
        assertThat(ended.isDone()).as(ended.output()).isTrue();
        assertThat(ended.output()).endsWith("All is well.\n");
    }

    @Test
    void theOpenAiClientForJavaStreams() {
        OpenAIClient client = client(key);
        String assistant = client.models().list().data().getFirst().id();
        try (StreamResponse<ChatCompletionChunk> chunks =
                client.chat().completions().createStreaming(question(assistant))) {
            List<ChatCompletionChunk> all = chunks.stream().toList();
            String text = all.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .map(choice -> choice.delta().content().orElse(""))
                    .collect(Collectors.joining());
            assertThat(text).contains(ANSWER);
            assertThat(all).hasSizeGreaterThan(2);
            assertThat(all.stream().flatMap(chunk -> chunk.choices().stream()))
                    .last()
                    .satisfies(choice ->
                            assertThat(choice.finishReason()).contains(ChatCompletionChunk.Choice.FinishReason.STOP));
        } finally {
            client.close();
        }
    }

    @Test
    void theOpenAiClientForJavaReadsErrors() {
        OpenAIClient client = client(key);
        assertThatThrownBy(() -> client.chat().completions().create(question("nobody")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> client.chat().completions().createStreaming(question("nobody")))
                .isInstanceOf(NotFoundException.class);
        client.close();
        OpenAIClient stranger = client("no key");
        assertThatThrownBy(() -> stranger.models().list()).isInstanceOf(UnauthorizedException.class);
        stranger.close();
    }

    private static OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(app.address() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static ChatCompletionCreateParams question(String assistant) {
        return ChatCompletionCreateParams.builder()
                .model(assistant)
                .addUserMessage(QUESTION)
                .build();
    }

    private static Ended example(List<String> command) throws IOException, InterruptedException {
        return PythonClients.run(SECONDS, command, Map.of("FRESHET_URL", app.address(), "FRESHET_KEY", key));
    }

    private static Settings settings() {
        Map<String, String> options =
                Map.of("data", folder.resolve("data").toString(), "server.port", "0", "log.level", "warn");
        return TestSettings.of(options);
    }
}
