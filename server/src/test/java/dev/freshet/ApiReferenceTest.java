package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.api.reference.ApiReference;
import dev.freshet.api.reference.Operation;
import dev.freshet.cli.ServeRequest;
import dev.freshet.config.Settings;
import dev.freshet.config.SettingsLoader;
import dev.freshet.config.SettingsLoader.Loaded;
import dev.freshet.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reference and the route table say the same.
class ApiReferenceTest {
    @TempDir
    static Path data;

    private static App app;

    @BeforeAll
    static void start() {
        Map<String, String> options = Map.of("data", data.toString(), "server.port", "0", "server.loops", "1");
        Settings settings = switch (new SettingsLoader(Map.of()).load(Optional.empty(), options)) {
            case Loaded.Valid valid -> valid.settings();
            case Loaded.Invalid invalid -> throw new AssertionError(invalid.mistakes());
        };
        app = App.start(new ServeRequest(settings, Optional.empty(), line -> {}));
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void describesEveryRouteAndNoOther() {
        List<String> served = app.routes().stream()
                .map(route -> route.method() + " " + route.template())
                .toList();
        List<String> described =
                ApiReference.load().operations().stream().map(Operation::key).toList();

        assertThat(described).doesNotHaveDuplicates();
        assertThat(described)
                .as("describe a new route in routes.txt, then: ./freshet routes --markdown > docs/reference/api.md")
                .containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void servesTheSameRoutesAsOpenApi() throws Exception {
        JsonNode document;
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(app.address() + "/openapi.json"))
                    .build();
            document =
                    Json.parse(client.send(request, BodyHandlers.ofByteArray()).body());
        }

        List<String> keys = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> keys.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(document.path("openapi").textValue()).isEqualTo("3.1.0");
        assertThat(keys)
                .containsExactlyInAnyOrderElementsOf(ApiReference.load().operations().stream()
                        .map(Operation::key)
                        .toList());
    }
}
