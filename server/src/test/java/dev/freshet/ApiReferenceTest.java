package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.api.reference.ApiReference;
import dev.freshet.api.reference.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reference and the route table say the same.
class ApiReferenceTest {
    @TempDir
    static Path data;

    private static WholeServer server;

    @BeforeAll
    static void start() {
        server = WholeServer.start(data, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void describesEveryRouteAndNoOther() {
        List<String> served = server.routes().stream()
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
    void servesTheSameRoutesAsOpenApi() {
        JsonNode document =
                WholeServer.tree(server.send("GET", "/openapi.json", null, "").body());

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

    /// The routes of RAGFlow 0.23 stand in `ragflow-routes.txt` among the test resources.
    @Test
    void servesEveryRouteOfRagflowOrSaysWhyNot() throws IOException {
        Set<String> served = server.routes().stream()
                .map(route -> route.method() + " " + nameless(route.template()))
                .collect(Collectors.toSet());
        String differences = nameless(Files.readString(Path.of("../docs/reference/differences.md")));

        assertThat(Files.readAllLines(Path.of("src/test/resources/ragflow-routes.txt")).stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.substring(line.indexOf(' ') + 1))
                        .filter(key -> !served.contains(key))
                        .filter(key -> !differences.contains("`" + key.substring(key.indexOf(' ') + 1) + "`")))
                .as("routes that are neither served nor in docs/reference/differences.md")
                .isEmpty();
    }

    private static String nameless(String text) {
        return text.replaceAll("\\{[a-z_]*}", "{}");
    }
}
