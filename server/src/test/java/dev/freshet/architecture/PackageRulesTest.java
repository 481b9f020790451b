package dev.freshet.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.architecture.PackageRules.Import;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PackageRulesTest {
    @Test
    void refusesAnImportUpward() {
        assertThat(PackageRules.againstLevels(imports("http.Router", "chat.ChatService")))
                .hasSize(1);
        assertThat(PackageRules.againstLevels(imports("chat.ChatService", "http.Router")))
                .isEmpty();
    }

    @Test
    void refusesAnImportWithinALevelThatIsNoListedEdge() {
        assertThat(PackageRules.againstLevels(imports("retrieval.Retriever", "answer.Answer")))
                .hasSize(1);
        assertThat(PackageRules.againstLevels(imports("ingest.Job", "ingest.parse.Parsers")))
                .isEmpty();
    }

    @Test
    void refusesAPackageWithoutALevel() {
        assertThat(PackageRules.withoutLevel(Set.of("core", "helpers")))
                .containsExactly("package helpers has no level");
    }

    @Test
    void refusesCycles() {
        Set<Import> round = Set.of(ours("a.One", "b.Two"), ours("b.Other", "c.Three"), ours("c.Three", "a.Four"));
        assertThat(PackageRules.cycles(round)).hasSize(3);
        assertThat(PackageRules.cycles(Set.of(ours("a.One", "b.Two"), ours("b.Two", "c.Three"))))
                .isEmpty();
    }

    @Test
    void refusesAdaptersToAllButApp() {
        assertThat(PackageRules.adaptersImported(imports("chat.ChatService", "index.lucene.LuceneIndex")))
                .hasSize(1);
        assertThat(PackageRules.adaptersImported(imports("App", "index.lucene.LuceneIndex")))
                .isEmpty();
        assertThat(PackageRules.adaptersImported(imports("App$Parts", "model.builtin.onnx.Session")))
                .isEmpty();
    }

    @Test
    void refusesTheGenerationOfTheWireToAllButItsRoutes() {
        assertThat(PackageRules.profileImported(imports("chat.ChatService", "api.ragflow.wire.Profile")))
                .hasSize(1);
        assertThat(PackageRules.profileImported(imports("api.answers.AnswerRoutes", "api.ragflow.wire.Profile")))
                .hasSize(1);
        assertThat(PackageRules.profileImported(imports("api.ragflow.chat.SessionRoutes", "api.ragflow.wire.Profile")))
                .isEmpty();
        assertThat(PackageRules.profileImported(imports("App", "api.ragflow.wire.Profile")))
                .isEmpty();
    }

    @Test
    void refusesALibraryOutsideOfItsPackages() {
        assertThat(library("chat.Prompts", "com.fasterxml.jackson.databind.JsonNode"))
                .isFalse();
        assertThat(library("api.ragflow.Chats", "com.fasterxml.jackson.databind.JsonNode"))
                .isTrue();
        assertThat(library("chat.Prompts", "com.example.Unheard")).isFalse();
        assertThat(library("chat.Prompts", "java.util.List")).isTrue();
    }

    @Test
    void letsOnlyDatabaseAndStoresSpeakSql() {
        assertThat(library("chat.SessionStore", "org.jooq.DSLContext")).isTrue();
        assertThat(library("chat.SessionStore$Row", "org.jooq.DSLContext")).isTrue();
        assertThat(library("chat.ChatService", "org.jooq.DSLContext")).isFalse();
        assertThat(library("retrieval.HitStore", "org.jooq.DSLContext")).isFalse();
    }

    @Test
    void keepsCoreFreeOfLibraries() {
        assertThat(library("core.Ids", "org.slf4j.Logger")).isFalse();
        assertThat(library("core.Ids", "org.jspecify.annotations.Nullable")).isTrue();
    }

    private static boolean library(String from, String to) {
        return PackageRules.librariesNotAllowed(Set.of(new Import(Layout.ROOT + "." + from, to)))
                .isEmpty();
    }

    private static Set<Import> imports(String from, String to) {
        return Set.of(ours(from, to));
    }

    private static Import ours(String from, String to) {
        return new Import(Layout.ROOT + "." + from, Layout.ROOT + "." + to);
    }
}
