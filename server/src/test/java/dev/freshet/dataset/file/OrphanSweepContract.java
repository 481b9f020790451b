package dev.freshet.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.blob.BlobStore;
import dev.freshet.blob.file.FileBlobStore;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DocumentFile;
import dev.freshet.dataset.DocumentType;
import dev.freshet.dataset.NewDocument;
import dev.freshet.dataset.StoreContract;
import dev.freshet.dataset.Stores;
import dev.freshet.db.Db;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class OrphanSweepContract extends StoreContract {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Instant OLD = NOW.minus(Duration.ofHours(25));
    private static final Instant YOUNG = NOW.minus(Duration.ofHours(23));

    private Path blobFolder;
    private BlobStore blobs;

    OrphanSweepContract(Function<Path, Db> kind) {
        super(kind);
    }

    @BeforeEach
    void openBlobs() {
        blobFolder = folder.resolve("blobs");
        blobs = new FileBlobStore(blobFolder);
    }

    @Test
    void removesOldBytesThatNothingRefersTo() throws IOException {
        String ofDocument = document(put(OLD));
        String ofFile = file(put(OLD));
        put(OLD);
        put(OLD);

        assertThat(sweep().run()).isEqualTo(2);
        assertThat(kept()).containsExactlyInAnyOrder(ofDocument, ofFile);
        assertThat(sweep().run()).isZero();
    }

    @Test
    void leavesYoungBytesToTheirUpload() throws IOException {
        String ofDocument = document(put(OLD));
        String underWay = put(YOUNG);
        Path temporary = blobs.createTemporary();
        Files.setLastModifiedTime(temporary, FileTime.from(OLD));

        assertThat(sweep().run()).isZero();
        assertThat(kept()).containsExactlyInAnyOrder(ofDocument, underWay);
        assertThat(temporary).exists();
    }

    @Test
    void removesTheBytesOfWhatACrashDeletedByHalf() throws IOException {
        document(put(OLD));
        Dataset dataset = stores.dataset("half");
        String location = put(OLD);
        NewDocument wanted = newDocument(dataset, location);
        stores.documents.delete(
                stores.tenant,
                dataset.id(),
                List.of(stores.documents.insert(wanted, Stores::title).id()));

        assertThat(sweep().run()).isEqualTo(1);
        assertThat(kept()).doesNotContain(location);
    }

    @Test
    void removesNothingWhereTheDatabaseKnowsNoneOfIt() throws IOException {
        String first = put(OLD);
        String second = put(OLD);

        assertThat(sweep().run()).isZero();
        assertThat(kept()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void stopsWhenItIsClosedAndGoesOnAtTheNextStart() throws IOException {
        document(put(OLD));
        put(OLD);
        OrphanSweep stopped = sweep();
        stopped.close();

        assertThat(stopped.run()).isZero();
        OrphanSweep next = sweep();
        next.start();
        while (kept().size() > 1) {
            Thread.onSpinWait();
        }
        next.close();
    }

    @Test
    void readsMoreRowsThanOnePageHolds() {
        Dataset dataset = stores.dataset("large");
        for (int i = 0; i < 1_005; i++) {
            stores.document(dataset, "%04d.txt".formatted(i));
        }
        assertThat(new LocationStore(stores.db).all()).hasSize(1_005).contains("at/0000.txt", "at/1004.txt");
    }

    private OrphanSweep sweep() {
        return new OrphanSweep(new LocationStore(stores.db), blobs, InstantSource.fixed(NOW));
    }

    private String put(Instant when) throws IOException {
        Path temporary = blobs.createTemporary();
        Files.writeString(temporary, "bytes");
        Files.setLastModifiedTime(temporary, FileTime.from(when));
        return blobs.put(temporary);
    }

    private List<String> kept() {
        return blobs.putBefore(NOW.plusSeconds(1));
    }

    private String document(String location) {
        stores.documents.insert(newDocument(stores.dataset("dataset"), location), Stores::title);
        return location;
    }

    private String file(String location) {
        FileStore files = new FileStore(stores.db, stores.timestamps);
        FileEntry root = files.root(stores.tenant);
        files.insert(new NewFile(root, "user", "a.txt", FileType.of("a.txt"), location, 5));
        return location;
    }

    private static NewDocument newDocument(Dataset dataset, String location) {
        DocumentFile bytes = new DocumentFile(location, 5, "hash", DocumentType.DOC, "txt", "local");
        return new NewDocument(
                dataset.tenant(),
                dataset.id(),
                "user",
                "a.txt",
                bytes,
                "naive",
                dataset.settings().parserConfig());
    }
}
