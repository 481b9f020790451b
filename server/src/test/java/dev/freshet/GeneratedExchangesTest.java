package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.api.reference.ApiReference;
import dev.freshet.api.reference.Operation;
import dev.freshet.api.reference.Operation.Caller;
import dev.freshet.api.reference.Operation.Place;
import dev.freshet.core.Ids;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Exchanges that are made for every route of the reference, so that a new route is held to them from its first
/// day: without a token, with a wrong one, with what belongs to somebody else, with rubbish.
class GeneratedExchangesTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String NO_LOGIN =
            "{\"code\":401,\"message\":\"<Unauthorized '401: Unauthorized'>\",\"data\":null}";

    @TempDir
    static Path data;

    private static WholeServer server;
    private static Household owner;
    private static Household stranger;
    private static Household vandal;
    private static List<String> owned;

    @BeforeAll
    static void start() {
        server = WholeServer.start(data, Map.of());
        owner = Household.settle(server, "ada");
        stranger = Household.settle(server, "eve");
        vandal = Household.settle(server, "mallory");
        owned = owner.inventory();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Operation> all() {
        return ApiReference.load().operations().stream();
    }

    static Stream<Operation> guarded() {
        return all().filter(operation -> operation.caller() != Caller.ANYBODY);
    }

    static Stream<Row> foreign() {
        return guarded()
                .flatMap(operation ->
                        GeneratedRequest.ids(operation).stream().map(parameter -> new Row(operation, parameter)));
    }

    static Stream<Row> fields() {
        return all().flatMap(operation ->
                operation.parameters(Place.BODY).stream().map(parameter -> new Row(operation, parameter.name())));
    }

    /// A route and one of its parameters.
    private record Row(Operation operation, String parameter) {
        @Override
        public String toString() {
            return operation.key() + " " + parameter;
        }
    }

    @Test
    void knowsWhatEveryIdStandsFor() {
        assertThat(all().filter(operation ->
                                !GeneratedRequest.unknownIds(operation).isEmpty())
                        .map(operation -> operation.key() + " " + GeneratedRequest.unknownIds(operation)))
                .as("say in GeneratedRequest what these ids stand for")
                .isEmpty();
    }

    /// §1.4
    @ParameterizedTest
    @MethodSource("guarded")
    void refusesWhoHasNoToken(Operation operation) {
        HttpResponse<String> answer = GeneratedRequest.of(operation, stranger).send(server, null);

        assertRefused(operation, answer, "{\"code\":0,\"message\":\"`Authorization` can't be empty\",\"data\":false}");
    }

    /// §1.4
    @ParameterizedTest
    @MethodSource("guarded")
    void refusesWhoHasAWrongToken(Operation operation) {
        HttpResponse<String> answer = GeneratedRequest.of(operation, stranger).send(server, "Bearer ragflow-wrong");

        assertRefused(
                operation,
                answer,
                "{\"code\":109,\"message\":\"Authentication error: API key is invalid!\",\"data\":false}");
    }

    /// §1.4
    @Test
    void asksForTheFormOfAKey() {
        HttpResponse<String> answer = server.send("GET", "/api/v1/datasets", "ragflow-alone", "");

        assertThat(WholeServer.tree(answer.body()))
                .isEqualTo(WholeServer.tree(
                        "{\"code\":0,\"message\":\"Please check your authorization format.\",\"data\":false}"));
    }

    /// §1.3
    @Test
    void saysThatThereIsNoSuchRoute() {
        HttpResponse<String> unknown = server.send("GET", "/api/v1/nothing", null, "");
        HttpResponse<String> method = server.send("PATCH", "/api/v1/datasets", null, "");
        HttpResponse<String> missing = server.send("GET", "/api/v1/datasets//documents", null, "");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("The requested URL /api/v1/nothing was not found");
        assertThat(method.statusCode()).isEqualTo(200);
        assertThat(method.body()).contains("<MethodNotAllowed '405: Method Not Allowed'>");
        assertThat(missing.statusCode()).isEqualTo(200);
        assertThat(missing.body()).contains("<NotFound '404: Not Found'>");
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void aForeignIdIsAnAbsentOne(Row row) {
        String kind = GeneratedRequest.kind(row.operation(), row.parameter()).orElseThrow();
        String foreign = owner.thing(kind);
        String absent = absent(foreign);
        GeneratedRequest request = GeneratedRequest.of(row.operation(), stranger);

        HttpResponse<String> toForeign =
                request.withId(row.parameter(), foreign).send(server);
        HttpResponse<String> toAbsent = request.withId(row.parameter(), absent).send(server);

        assertThat(shape(toForeign, foreign)).isEqualTo(shape(toAbsent, absent));
        assertThat(owner.inventory()).isEqualTo(owned);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void answersWrongTypesInASentence(Row row) {
        for (JsonNode wrong : wrong()) {
            HttpResponse<String> answer = GeneratedRequest.of(row.operation(), vandal)
                    .with(row.parameter(), wrong)
                    .send(server);

            assertThat(answer.statusCode()).as(wrong.toString()).isLessThan(500);
            assertThat(answer.body()).as(wrong.toString()).doesNotContain("InternalError");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void answersAnEmptyBodyInASentence(Operation operation) {
        if (operation.parameters(Place.BODY).isEmpty()) {
            return;
        }
        GeneratedRequest request = GeneratedRequest.of(operation, vandal);
        for (String body : List.of("", "{}", "[]", "5", "\"text\"", "{\"name\":", "\u0000")) {
            HttpResponse<String> answer = request.sendBody(server, body);

            assertThat(answer.statusCode()).as(body).isLessThan(500);
            assertThat(answer.body()).as(body).doesNotContain("InternalError");
        }
    }

    private static void assertRefused(Operation operation, HttpResponse<String> answer, String rest) {
        JsonNode body = WholeServer.tree(answer.body());
        switch (operation.caller()) {
            case LOGIN -> assertThat(body).isEqualTo(WholeServer.tree(NO_LOGIN));
            case KEY -> {
                if (operation.path().startsWith("/api/v1")) {
                    assertThat(body).isEqualTo(WholeServer.tree(rest));
                } else {
                    assertThat(answer.statusCode()).isEqualTo(401);
                }
            }
            case ANYBODY, KEY_OR_LOGIN, BETA, BOUND_KEY, ASKER ->
                assertThat(body.path("code").asInt()).as(answer.body()).isNotZero();
        }
    }

    private static List<JsonNode> wrong() {
        return List.of(
                JSON.nullNode(),
                JSON.numberNode(-7),
                JSON.numberNode(1e300),
                JSON.booleanNode(true),
                JSON.textNode(""),
                JSON.textNode("名字 🚀 \u0000 '\"\\ %s {x}"),
                JSON.textNode("x".repeat(70_000)),
                JSON.arrayNode(),
                JSON.arrayNode().add(JSON.nullNode()).add(7).add(JSON.objectNode()),
                JSON.objectNode(),
                JSON.objectNode().put("x", 1));
    }

    /// An id of the same form that nobody has.
    private static String absent(String id) {
        return id.startsWith("ragflow-") ? "ragflow-" + Ids.secret(20) : id.length() == 16 ? Ids.secret(8) : Ids.next();
    }

    /// An answer without what changes from one to the next. Of a stream the last frames count: how many cumulative
    /// ones come before them is a matter of time.
    private static String shape(HttpResponse<String> answer, String id) {
        String body = lastFrames(answer.body())
                .replace(id, "<id>")
                .replaceAll("[0-9a-f]{32}", "<id>")
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "<id>")
                .replaceAll("\\d[\\d.E]{8,}", "<number>")
                .replaceAll("\\d+\\.\\d+ms", "<time>")
                .replaceAll("\\(\\d+\\)\"", "\"")
                .replaceAll("[A-Z][a-z]{2}, \\d+ [A-Z][a-z]{2} [^\"]+ GMT", "<date>");
        return answer.statusCode() + " " + body;
    }

    private static String lastFrames(String body) {
        List<String> frames = List.of(body.split("(?<=\n\n)"));
        return body.startsWith("data:")
                ? String.join("", frames.subList(Math.max(0, frames.size() - 2), frames.size()))
                : body;
    }
}
