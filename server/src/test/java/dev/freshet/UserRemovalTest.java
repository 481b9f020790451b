package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import dev.freshet.config.Settings;
import dev.freshet.core.AppException;
import dev.freshet.core.Secret;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A user who is deleted leaves nothing behind, and nobody else loses anything.
class UserRemovalTest {
    private static final Field<String> TENANT = field(name("tenant_id"), String.class);

    @TempDir
    private Path data;

    @Test
    void leavesNoRowFileOrIndexEntryOfTheTenant() throws IOException {
        Known gone;
        Known kept;
        try (WholeServer server = WholeServer.start(data, Map.of())) {
            gone = furnish(server, "gone");
            kept = furnish(server, "kept");
        }
        fillEveryTable(gone.tenant());
        fillEveryTable(kept.tenant());
        Map<String, Integer> before = rows(kept.tenant());
        assertThat(rows(gone.tenant())).isNotEmpty().doesNotContainValue(0);
        assertThat(blobs()).isEqualTo(4);

        assertThat(App.removeUser(settings(), "GONE@example.com "))
                .isEqualTo("The user gone@example.com is deleted, with 1 datasets and all files, assistants,"
                        + " conversations and keys.");

        assertThat(rows(gone.tenant()).values())
                .as(rows(gone.tenant()).toString())
                .containsOnly(0);
        assertThat(rows(kept.tenant())).isEqualTo(before);
        assertThat(blobs()).isEqualTo(2);
        assertThat(indexed()).isEqualTo(1);
        try (WholeServer server = WholeServer.start(data, Map.of())) {
            assertThat(server.send("GET", "/v1/user/info", gone.caller().login(), "")
                            .body())
                    .contains("\"code\":401");
            assertThat(retrieve(server, kept)).contains("Tea of kept is served at four");
        }
    }

    @Test
    void refusesWhileAServerRuns() {
        try (WholeServer server = WholeServer.start(data, Map.of())) {
            server.register("busy");
            assertThatThrownBy(() -> App.removeUser(settings(), "busy@example.com"))
                    .isInstanceOf(AppException.Rejected.class)
                    .hasMessageContaining("another Freshet is running on the data folder");
        }
    }

    @Test
    void setsThePasswordOfWhoeverHasTheAddress() {
        String login = "{\"email\":\"lost@example.com\",\"password\":\"found again\"}";
        try (WholeServer server = WholeServer.start(data, Map.of())) {
            server.register("lost");
            assertThat(server.send("POST", "/v1/user/login", "", login).body()).contains("do not match");
        }
        assertThat(OfflineUsers.setPassword(settings(), "LOST@example.com", new Secret("found again")))
                .isEqualTo("The password of lost@example.com is set; who was signed in must sign in again.");
        try (WholeServer server = WholeServer.start(data, Map.of())) {
            assertThat(server.send("POST", "/v1/user/login", "", login).body()).contains("Welcome back!");
        }
    }

    @Test
    void saysWhenNobodyHasTheAddress() {
        assertThatThrownBy(() -> App.removeUser(settings(), "nobody@example.com"))
                .isInstanceOf(AppException.Rejected.class)
                .hasMessage("No user has the address nobody@example.com.");
    }

    /// A user who is deleted or stays.
    private record Known(WholeServer.Caller caller, String tenant, String dataset) {}

    /// A user with a parsed document, a file and an assistant that was asked something.
    private static Known furnish(WholeServer server, String who) {
        WholeServer.Caller caller = server.register(who);
        String tenant = WholeServer.data(server.send("GET", "/v1/user/info", caller.login(), ""))
                .path("id")
                .asText();
        String key = "Bearer " + caller.key();
        String dataset = WholeServer.data(server.send("POST", "/api/v1/datasets", key, "{\"name\":\"house\"}"))
                .path("id")
                .asText();
        String document = WholeServer.data(server.upload(
                        "/api/v1/datasets/" + dataset + "/documents",
                        key,
                        "tea.md",
                        "Tea of " + who + " is served at four."))
                .path(0)
                .path("id")
                .asText();
        WholeServer.data(server.send(
                "POST", "/api/v1/datasets/" + dataset + "/chunks", key, "{\"document_ids\":[\"" + document + "\"]}"));
        server.awaitParsed(dataset, key);
        WholeServer.data(server.upload("/v1/file/upload", caller.login(), "plan.txt", "The plan of " + who));
        String assistant = WholeServer.data(server.send(
                        "POST", "/api/v1/chats", key, "{\"name\":\"Guide\",\"dataset_ids\":[\"" + dataset + "\"]}"))
                .path("id")
                .asText();
        String chat = "/api/v1/chats/" + assistant;
        String session = WholeServer.data(server.send("POST", chat + "/sessions", key, "{\"name\":\"talk\"}"))
                .path("id")
                .asText();
        WholeServer.data(server.send(
                "POST",
                chat + "/completions",
                key,
                "{\"question\":\"When is tea?\",\"stream\":false,\"session_id\":\"" + session + "\"}"));
        return new Known(caller, tenant, dataset);
    }

    private static String retrieve(WholeServer server, Known user) {
        return server.send(
                        "POST",
                        "/api/v1/retrieval",
                        "Bearer " + user.caller().key(),
                        "{\"question\":\"tea\",\"dataset_ids\":[\"" + user.dataset() + "\"]}")
                .body();
    }

    /// Gives the tenant a row in each table that has none of the tenant's, so that a table which is added to the
    /// schema cannot be forgotten.
    private void fillEveryTable(String tenant) {
        try (Db db = Db.open(settings().database(), data)) {
            for (Map.Entry<String, Integer> each : rows(db, tenant).entrySet()) {
                if (each.getValue() == 0) {
                    db.inTransaction(Lane.BROWSE, sql -> insertAnything(sql, each.getKey(), tenant));
                }
            }
        }
    }

    private static int insertAnything(DSLContext sql, String table, String tenant) {
        Table<?> found = owned(sql).stream()
                .filter(each -> each.getName().equals(table))
                .findFirst()
                .orElseThrow();
        Map<Field<?>, Object> values = new LinkedHashMap<>();
        for (Field<?> column : found.fields()) {
            boolean text = column.getDataType().isString();
            values.put(column, text ? column.getName() + tenant.substring(0, 8) : 1);
        }
        values.put(found.field("tenant_id"), tenant);
        return sql.insertInto(found).set(values).execute();
    }

    private Map<String, Integer> rows(String tenant) {
        try (Db db = Db.open(settings().database(), data)) {
            return rows(db, tenant);
        }
    }

    /// How many rows of the tenant each table has that has a column for it.
    private static Map<String, Integer> rows(Db db, String tenant) {
        return db.query(Lane.BROWSE, sql -> {
            Map<String, Integer> counts = new TreeMap<>();
            owned(sql).forEach(each -> counts.put(each.getName(), sql.fetchCount(each, TENANT.eq(tenant))));
            return counts;
        });
    }

    private static List<? extends Table<?>> owned(DSLContext sql) {
        return sql.meta().getTables().stream()
                .filter(each -> each.field("tenant_id") != null)
                .toList();
    }

    private long indexed() {
        try (Storage storage = Storage.open(settings())) {
            return storage.index.size();
        }
    }

    private long blobs() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("blobs"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private Settings settings() {
        Map<String, String> options = Map.of("data", data.toString(), "log.level", "warn");
        return TestSettings.of(options);
    }
}
