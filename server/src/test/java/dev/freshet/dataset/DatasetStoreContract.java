package dev.freshet.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.core.Ids;
import dev.freshet.core.Page;
import dev.freshet.core.Slice;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.change.Deleted;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

abstract class DatasetStoreContract extends StoreContract {
    DatasetStoreContract(Function<Path, Db> kind) {
        super(kind);
    }

    @Test
    void readsWhatItWrote() {
        Dataset created = stores.dataset("Handbook");
        assertThat(stores.datasets.find(stores.tenant, created.id())).contains(created);
        assertThat(stores.datasets.findByName(stores.tenant, "HANDBOOK")).contains(created);
        assertThat(stores.datasets.find(stores.tenant, List.of(created.id()))).containsExactly(created);
    }

    @Test
    void namesASecondDatasetOfTheSameNameWithANumber() {
        stores.dataset("Größe");
        assertThat(stores.dataset("GRÖSSE").name()).isEqualTo("GRÖSSE");
        assertThat(stores.dataset("größe").name()).isEqualTo("größe(1)");
        assertThat(stores.dataset("Größe").name()).isEqualTo("Größe(2)");
    }

    @Test
    void hidesOtherTenantsDatasets() {
        Dataset created = stores.dataset("a");
        TenantId other = new TenantId(Ids.next());
        assertThat(stores.datasets.find(other, created.id())).isEmpty();
        assertThat(stores.datasets.find(other, List.of(created.id()))).isEmpty();
        assertThat(stores.datasets.list(other, DatasetQuery.all(), Page.all()).rows())
                .isEmpty();
        assertThat(stores.datasets.delete(other, List.of(created.id())).count()).isZero();
        assertThatThrownBy(() -> stores.datasets.update(other, created.id(), created.settings()))
                .isInstanceOf(AppException.Rejected.class);
        assertThat(stores.datasets.find(stores.tenant, created.id())).contains(created);
    }

    @Test
    void listsPagesInOrder() {
        Dataset first = stores.dataset("b");
        Dataset second = stores.dataset("a");
        Dataset third = stores.dataset("c");
        assertThat(list(DatasetQuery.all(), new Page(1, 2))).isEqualTo(new Slice<>(List.of(third, second), 3));
        assertThat(list(DatasetQuery.all(), new Page(2, 2))).isEqualTo(new Slice<>(List.of(first), 3));
        assertThat(list(new DatasetQuery(null, null, "", ListOrder.NAME, false), Page.all())
                        .rows())
                .containsExactly(second, first, third);
        assertThat(list(new DatasetQuery(first.id(), null, "", ListOrder.CREATED, true), Page.all()))
                .isEqualTo(new Slice<>(List.of(first), 1));
        assertThat(list(new DatasetQuery(null, "C", "", ListOrder.UPDATED, true), Page.all()))
                .isEqualTo(new Slice<>(List.of(third), 1));
        assertThat(list(DatasetQuery.all(), new Page(1, 0))).isEqualTo(new Slice<>(List.of(), 3));
    }

    @Test
    void updatesSettingsAndKeepsTheRest() {
        Dataset created = stores.dataset("a");
        Dataset updated = stores.datasets.update(
                stores.tenant, created.id(), created.settings().withName("A"));
        assertThat(updated.name()).isEqualTo("A");
        assertThat(updated.createdAt()).isEqualTo(created.createdAt());
        assertThat(stores.datasets.find(stores.tenant, created.id())).contains(updated);
    }

    @Test
    void refusesANameThatIsTaken() {
        stores.dataset("a");
        Dataset second = stores.dataset("b");
        assertThatThrownBy(() -> stores.datasets.update(
                        stores.tenant, second.id(), second.settings().withName("A")))
                .isInstanceOf(AppException.Rejected.class)
                .hasMessage("Dataset name 'A' already exists");
    }

    @Test
    void deletesEverythingBeneath() {
        Dataset gone = stores.dataset("gone");
        Dataset kept = stores.dataset("kept");
        stores.publish(stores.document(gone, "a.txt"), "one", "two");
        stores.publish(stores.document(kept, "b.txt"), "three");
        Deleted deleted = stores.datasets.delete(stores.tenant, List.of(gone.id()));
        assertThat(deleted.count()).isEqualTo(1);
        assertThat(deleted.locations()).containsExactly("at/a.txt");
        assertThat(count("chunk")).isEqualTo(1);
        assertThat(count("document")).isEqualTo(1);
        assertThat(count("dataset")).isEqualTo(1);
        assertThat(stores.changes.pending(0, 10).stream()
                        .filter(change -> change.dataset().equals(gone.id())))
                .isEqualTo(deleted.changes());
    }

    private Slice<Dataset> list(DatasetQuery query, Page page) {
        return stores.datasets.list(stores.tenant, query, page);
    }

    private int count(String table) {
        return stores.db.query(Lane.BROWSE, sql -> sql.fetchCount(DSL.table(table)));
    }
}
