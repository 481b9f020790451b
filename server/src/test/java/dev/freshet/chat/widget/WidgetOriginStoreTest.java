package dev.freshet.chat.widget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.core.AssistantId;
import dev.freshet.core.Ids;
import dev.freshet.core.TenantId;
import dev.freshet.db.Db;
import dev.freshet.db.TestDatabases;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WidgetOriginStoreTest {
    @TempDir
    private Path folder;

    @Test
    void keepsTheOrderAndReplacesTheWholeListOnSqlite() {
        try (Db db = TestDatabases.sqlite(folder)) {
            keepsTheOrderAndReplacesTheWholeList(new WidgetOriginStore(db));
        }
    }

    @Test
    void keepsTheOrderAndReplacesTheWholeListOnPostgres() {
        try (Db db = TestDatabases.postgres(folder)) {
            keepsTheOrderAndReplacesTheWholeList(new WidgetOriginStore(db));
        }
    }

    private static void keepsTheOrderAndReplacesTheWholeList(WidgetOriginStore store) {
        TenantId tenant = new TenantId(Ids.next());
        AssistantId assistant = new AssistantId(Ids.next());
        WidgetOrigins first = WidgetOrigins.of(List.of("https://z.example", "https://a.example"));
        store.replace(tenant, assistant, first);
        assertThat(store.find(tenant, assistant)).isEqualTo(first);
        assertThat(store.find(new TenantId(Ids.next()), assistant).isEvery()).isTrue();
        store.replace(tenant, assistant, WidgetOrigins.of(List.of("https://b.example")));
        assertThat(store.find(tenant, assistant).origins()).containsExactly("https://b.example");
        store.replace(tenant, assistant, WidgetOrigins.EVERY);
        assertThat(store.find(tenant, assistant)).isEqualTo(WidgetOrigins.EVERY);
    }
}
