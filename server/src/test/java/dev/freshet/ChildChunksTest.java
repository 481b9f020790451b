package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.WholeServer.Caller;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Documents of a dataset with a `children_delimiter`, as clients see them (contract §3.2, §14.1 step 11,
/// §17).
class ChildChunksTest {
    private static final String TEXT = "Annual leave is fifteen days a year. It is asked for in the portal."
            + " Sick leave needs a certificate from the third day on.";

    @TempDir
    static Path data;

    private static WholeServer server;
    private static Caller caller;
    private static String dataset;
    private static String document;

    @BeforeAll
    static void parse() {
        server = WholeServer.start(data, Map.of());
        caller = server.register("ada");
        dataset = WholeServer.data(post(
                        "/api/v1/datasets",
                        "{\"name\":\"d\",\"chunk_method\":\"naive\",\"parser_config\":{\"children_delimiter\":\".\"}}"))
                .path("id")
                .asText();
        document = WholeServer.data(server.upload(documents(), "Bearer " + caller.key(), "leave.txt", TEXT))
                .at("/0/id")
                .asText();
        post("/api/v1/datasets/" + dataset + "/chunks", "{\"document_ids\":[\"" + document + "\"]}");
        server.awaitParsed(dataset, "Bearer " + caller.key());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void listsTheChildren() {
        JsonNode chunks = WholeServer.data(get(documents() + "/" + document + "/chunks"));
        assertThat(chunks.path("total").asInt()).isEqualTo(3);
        assertThat(chunks.at("/chunks/0/content").asText()).isEqualTo("Annual leave is fifteen days a year.");
        assertThat(chunks.at("/doc/chunk_count").asInt()).isEqualTo(3);
    }

    @Test
    void findsTheParentByItsChildren() {
        JsonNode found = WholeServer.data(post(
                "/api/v1/retrieval",
                "{\"dataset_ids\":[\"" + dataset
                        + "\"],\"question\":\"When is a certificate needed for sick leave?\"}"));
        assertThat(found.path("chunks")).hasSize(1);
        JsonNode parent = found.at("/chunks/0");
        assertThat(parent.path("content").asText()).isEqualTo(TEXT);
        assertThat(parent.path("mom_id").asText()).isEmpty();
        assertThat(parent.path("highlight").asText()).contains("<em>certificate</em>");
        String one =
                documents() + "/" + document + "/chunks?id=" + parent.path("id").asText();
        assertThat(WholeServer.data(get(one)).at("/chunks/0/content").asText()).isEqualTo(TEXT);
    }

    @Test
    void citesTheParent() {
        String chat = WholeServer.data(post("/api/v1/chats", "{\"name\":\"c\",\"dataset_ids\":[\"" + dataset + "\"]}"))
                .path("id")
                .asText();
        JsonNode answer = WholeServer.tree(post(
                        "/api/v1/chats_openai/" + chat + "/chat/completions",
                        "{\"model\":\"m\",\"stream\":false,\"extra_body\":{\"reference\":true},\"messages\":"
                                + "[{\"role\":\"user\",\"content\":\"How many days of annual leave are there?\"}]}")
                .body());
        assertThat(answer.at("/choices/0/message/content").asText())
                .contains("fifteen days")
                .contains("[ID:0]");
        assertThat(answer.at("/choices/0/message/reference/0/content").asText()).isEqualTo(TEXT);
    }

    private static String documents() {
        return "/api/v1/datasets/" + dataset + "/documents";
    }

    private static HttpResponse<String> get(String path) {
        return server.send("GET", path, "Bearer " + caller.key(), "");
    }

    private static HttpResponse<String> post(String path, String json) {
        return server.send("POST", path, "Bearer " + caller.key(), json);
    }
}
