package dev.freshet.dataset.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.core.Page;
import dev.freshet.core.Parallel;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.StoreContract;
import dev.freshet.dataset.change.IndexChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexSyncTest extends StoreContract {
    private final MapIndex index = new MapIndex();
    private IndexSync sync;
    private Dataset dataset;
    private Document document;

    IndexSyncTest() {
        super(SQLITE);
    }

    @BeforeEach
    void makeDocument() {
        sync = new IndexSync(stores.changes, stores.generations, index);
        dataset = stores.dataset("d");
        document = stores.document(dataset, "a.txt");
    }

    @Test
    void carriesEveryChangeIntoTheIndex() {
        sync.apply(stores.publish(document, "one", "two"));
        assertThat(index.contents()).containsExactly("one", "two");
        sync.apply(stores.chunks
                .add(stores.prepared(document, Chunk.BY_HAND, "three"))
                .changes());
        assertThat(index.contents()).containsExactly("one", "three", "two");
        sync.apply(stores.chunks
                .delete(stores.tenant, document.id(), List.of(ChunkIds.of(document.id(), "one")))
                .changes());
        assertThat(index.contents()).containsExactly("three", "two");
        sync.apply(stores.publish(document, "new"));
        assertThat(index.contents()).containsExactly("new");
        sync.apply(stores.documents
                .delete(stores.tenant, dataset.id(), List.of(document.id()))
                .changes());
        assertThat(index.contents()).isEmpty();
    }

    @Test
    void removesADatasetAsAWhole() {
        sync.apply(stores.publish(document, "one"));
        sync.apply(stores.datasets.delete(stores.tenant, List.of(dataset.id())).changes());
        assertThat(index.contents()).isEmpty();
    }

    @Test
    void forgetsChangesOnlyWhenTheIndexIsSafe() {
        sync.apply(stores.publish(document, "one"));
        assertThat(stores.changes.pending(0, 10)).hasSize(1);
        sync.commit();
        assertThat(index.commits).isEqualTo(1);
        assertThat(stores.changes.pending(0, 10)).isEmpty();
        assertThat(sync.uncommitted()).isZero();
        sync.commit();
        assertThat(index.commits).isEqualTo(1);
    }

    @Test
    void appliesWhatACrashLeftBehind() {
        stores.publish(document, "one");
        Document gone = stores.document(dataset, "b.txt");
        stores.publish(gone, "two");
        stores.documents.delete(stores.tenant, dataset.id(), List.of(gone.id()));
        Dataset other = stores.dataset("other");
        stores.publish(stores.document(other, "c.txt"), "three");
        stores.datasets.delete(stores.tenant, List.of(other.id()));
        sync.recover();
        assertThat(index.contents()).containsExactly("one");
        assertThat(stores.changes.pending(0, 10)).isEmpty();
    }

    @Test
    void triesAgainWhatTheIndexRefused() {
        List<IndexChange> changes = stores.publish(document, "one");
        index.broken = true;
        assertThatThrownBy(() -> sync.apply(changes)).isInstanceOf(AppException.Broken.class);
        assertThatThrownBy(() -> sync.commit()).isInstanceOf(AppException.Broken.class);
        assertThat(stores.changes.pending(0, 10)).hasSize(1);
        index.broken = false;
        sync.commit();
        assertThat(index.contents()).containsExactly("one");
        assertThat(stores.changes.pending(0, 10)).isEmpty();
    }

    @Test
    void theLastStateWinsWhoeverAppliesIt() {
        sync.apply(stores.publish(document, "text"));
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            boolean enabled = i % 2 == 0;
            tasks.add(() -> {
                sync.apply(stores.documents
                        .setEnabled(stores.tenant, document.id(), enabled)
                        .changes());
                return enabled;
            });
        }
        Parallel.all(tasks);
        boolean enabled = stores.documents
                .find(stores.tenant, document.id())
                .orElseThrow()
                .enabled();
        assertThat(index.chunks.values()).extracting(chunk -> chunk.available()).containsExactly(enabled);
    }

    @Test
    void closingCommitsWhatIsLeft() {
        try (IndexCommits commits = new IndexCommits(sync, Duration.ofHours(1))) {
            sync.apply(stores.publish(document, "one"));
            assertThat(commits).isNotNull();
        }
        assertThat(stores.changes.pending(0, 10)).isEmpty();
    }

    @Test
    void isFilledAnewFromTheDatabase() {
        stores.publish(document, "one", "two");
        List<Integer> told = new ArrayList<>();
        assertThat(new IndexRebuild(stores.documents, sync, index).run(told::add))
                .isEqualTo(1);
        assertThat(told).containsExactly(1);
        assertThat(index.size())
                .isEqualTo(stores.chunks
                        .list(stores.tenant, document.id(), Set.of(), null, Page.all())
                        .total());
    }
}
