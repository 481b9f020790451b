package dev.freshet.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.core.Ids;
import dev.freshet.core.Page;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.ListOrder;
import dev.freshet.dataset.StoreContract;
import dev.freshet.db.Db;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class FileStoreContract extends StoreContract {
    private FileStore files;
    private FileLinkStore links;
    private FileEntry root;

    FileStoreContract(Function<Path, Db> kind) {
        super(kind);
    }

    @BeforeEach
    void openStores() {
        files = new FileStore(stores.db, stores.timestamps);
        links = new FileLinkStore(stores.db, stores.timestamps);
        root = files.root(stores.tenant);
    }

    @Test
    void everyTenantHasOneRootThatIsItsOwnParent() {
        assertThat(files.root(stores.tenant)).isEqualTo(root);
        assertThat(root.isRoot()).isTrue();
        assertThat(files.root(new TenantId(Ids.next())).id()).isNotEqualTo(root.id());
    }

    @Test
    void takenNamesGetANumberWhateverTheirCase() {
        assertThat(file(root, "a.txt", 1).name()).isEqualTo("a.txt");
        assertThat(file(root, "A.txt", 1).name()).isEqualTo("A(1).txt");
        assertThat(files.insertNamed(NewFile.empty(root, "user", "a.TXT", FileType.FOLDER)))
                .isEmpty();
    }

    @Test
    void foldersWeighWhatIsInThemHoweverDeep() {
        FileEntry outer = files.folder(root, "user", "outer");
        FileEntry inner = files.folder(outer, "user", "inner");
        file(outer, "a", 2);
        file(inner, "b", 3);

        assertThat(files.folder(root, "user", "OUTER")).isEqualTo(outer);
        assertThat(files.sizes(stores.tenant, List.of(outer.id(), inner.id())))
                .isEqualTo(Map.of(outer.id(), 5L, inner.id(), 3L));
        assertThat(files.sizes(stores.tenant, List.of(root.id()))).isEqualTo(Map.of(root.id(), 5L));
        assertThat(files.withFolders(stores.tenant, List.of(outer.id(), inner.id())))
                .containsExactly(outer.id());
        assertThat(files.lineage(stores.tenant, inner.id())).containsExactly(inner, outer, root);
    }

    @Test
    void listsOneFolderInOrderAndByKeywords() {
        FileEntry folder = files.folder(root, "user", "folder");
        FileEntry small = file(root, "Small.txt", 1);
        FileEntry large = file(root, "large.txt", 9);
        file(folder, "hidden.txt", 5);

        assertThat(list("", ListOrder.SIZE)).containsExactly(folder, small, large);
        assertThat(list("", ListOrder.NAME)).containsExactly(folder, large, small);
        assertThat(list("SMALL", ListOrder.CREATED)).containsExactly(small);
    }

    @Test
    void deletesAFolderWithAllThatIsInIt() {
        FileEntry outer = files.folder(root, "user", "outer");
        FileEntry inner = files.folder(outer, "user", "inner");
        FileEntry file = file(inner, "a", 2);

        assertThat(files.delete(new TenantId(Ids.next()), List.of(outer.id()))).isEmpty();
        assertThat(files.delete(stores.tenant, List.of(outer.id()))).containsExactly("at/a");
        assertThat(files.find(stores.tenant, List.of(outer.id(), inner.id(), file.id())))
                .isEmpty();
    }

    @Test
    void movesAndRenamesButNeverIntoItself() {
        FileEntry outer = files.folder(root, "user", "outer");
        FileEntry inner = files.folder(outer, "user", "inner");
        FileEntry file = file(root, "a.txt", 2);
        file(outer, "a.txt", 2);

        files.move(List.of(file), outer);

        FileEntry moved = files.find(stores.tenant, file.id()).orElseThrow();
        assertThat(moved.parent()).isEqualTo(outer.id());
        assertThat(moved.name()).isEqualTo("a(1).txt");
        assertThatThrownBy(() -> files.move(List.of(outer), inner)).isInstanceOf(AppException.Rejected.class);
        assertThatThrownBy(() -> files.rename(moved, "A.txt")).isInstanceOf(AppException.Rejected.class);
        files.rename(moved, "b.txt");
        assertThat(files.find(stores.tenant, file.id()).orElseThrow().name()).isEqualTo("b.txt");
    }

    @Test
    void aLinkGoesWithItsDocument() {
        Dataset dataset = stores.dataset("depot");
        Document document = stores.document(dataset, "a.txt");
        FileEntry file = file(root, "a.txt", 1);
        FileLink link = links.add(file, dataset, document);

        assertThat(links.of(stores.tenant, List.of(file.id()))).containsExactly(link);
        assertThat(links.of(new TenantId(Ids.next()), List.of(file.id()))).isEmpty();
        stores.documents.delete(stores.tenant, dataset.id(), List.of(document.id()));
        assertThat(links.of(stores.tenant, List.of(file.id()))).isEmpty();
    }

    private List<FileEntry> list(String keywords, ListOrder order) {
        return files.list(stores.tenant, new FileQuery(root.id(), keywords, order, false), Page.all())
                .rows();
    }

    private FileEntry file(FileEntry folder, String name, long size) {
        return files.insert(new NewFile(folder, "user", name, FileType.of(name), "at/" + name, size));
    }
}
