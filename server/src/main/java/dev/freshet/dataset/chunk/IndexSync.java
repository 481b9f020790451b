package dev.freshet.dataset.chunk;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.change.IndexChange;
import dev.freshet.dataset.change.IndexChangeStore;
import dev.freshet.index.ChunkIndex;
import dev.freshet.index.IndexedChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries changes from the database into the index. A change is applied by telling the index the state that
/// the database has at that moment, one at a time for a document, so that an older state never wins and a
/// change may be applied twice.
///
/// Searches see a change when [#apply] returns. The index is committed by and by, and only then are the
/// changes forgotten, so that a crash loses none: [#recover] applies what it left behind.
public final class IndexSync {
    private static final Logger LOG = LoggerFactory.getLogger(IndexSync.class);
    private static final int CHUNKS_A_READ = 500;
    private static final int CHANGES_A_READ = 500;
    private static final int CHANGES_TOGETHER = 500;

    private final IndexChangeStore changes;
    private final ChunkGenerationStore chunks;
    private final ChunkIndex index;
    private final DocumentLocks locks = new DocumentLocks();
    private final ReentrantLock committing = new ReentrantLock();
    private final Set<Long> applied = ConcurrentHashMap.newKeySet();
    private final Set<IndexChange> failed = ConcurrentHashMap.newKeySet();

    public IndexSync(IndexChangeStore changes, ChunkGenerationStore chunks, ChunkIndex index) {
        this.changes = changes;
        this.chunks = chunks;
        this.index = index;
    }

    /// Tells the index of changes that are committed in the database. Those that the index refuses are tried
    /// again with the next commit.
    public void apply(List<IndexChange> committed) {
        failed.addAll(committed);
        int from = 0;
        while (from < committed.size()) {
            int to = endOfGroup(committed, from);
            List<IndexChange> together = committed.subList(from, to);
            applyTogether(together);
            together.forEach(change -> applied.add(change.id()));
            together.forEach(failed::remove);
            from = to;
        }
    }

    /// Applies what a crash left behind; call it before the first search.
    public void recover() {
        long last = 0;
        int count = 0;
        List<IndexChange> page = changes.pending(last, CHANGES_A_READ);
        while (!page.isEmpty()) {
            apply(page);
            count += page.size();
            last = page.getLast().id();
            page = changes.pending(last, CHANGES_A_READ);
        }
        if (count > 0) {
            LOG.info("applied {} changes to the index that the last run left behind", count);
            commit();
        }
    }

    /// Makes the index safe and forgets the changes that it holds then.
    public void commit() {
        committing.lock();
        try {
            apply(List.copyOf(failed));
            List<Long> safe = List.copyOf(applied);
            if (safe.isEmpty()) {
                return;
            }
            index.commit();
            changes.delete(safe);
            safe.forEach(applied::remove);
        } finally {
            committing.unlock();
        }
    }

    /// How many changes a crash would leave to be applied again.
    public int uncommitted() {
        return applied.size() + failed.size();
    }

    /// Writes one document anew, whatever the index holds of it.
    public void rebuild(TenantId tenant, DatasetId dataset, DocumentId document) {
        locks.document(dataset, document, () -> index.replaceDocument(dataset, document, all(tenant, document)));
    }

    /// Behind the last change that is applied with the one there: chunks of one document, or documents of one
    /// dataset.
    private static int endOfGroup(List<IndexChange> changes, int from) {
        IndexChange first = changes.get(from);
        int to = from + 1;
        while (to < changes.size() && to - from < CHANGES_TOGETHER && belongs(changes.get(to), first)) {
            to++;
        }
        return to;
    }

    private static boolean belongs(IndexChange change, IndexChange first) {
        boolean documents = change.chunk() == null && first.chunk() == null;
        boolean chunks = change.chunk() != null && first.chunk() != null;
        return change.dataset().equals(first.dataset())
                && change.document() != null
                && first.document() != null
                && (documents || (chunks && change.document().equals(first.document())));
    }

    /// Of documents, one is locked alone, so that others of its dataset go on; several lock the dataset.
    private void applyTogether(List<IndexChange> changes) {
        IndexChange first = changes.getFirst();
        DatasetId dataset = first.dataset();
        DocumentId document = first.document();
        if (document == null) {
            locks.dataset(dataset, () -> index.removeDataset(dataset));
        } else if (first.chunk() != null) {
            locks.document(dataset, document, () -> applyChunks(dataset, document, changes));
        } else if (changes.size() == 1) {
            locks.document(dataset, document, () -> applyDocuments(dataset, changes));
        } else {
            locks.dataset(dataset, () -> applyDocuments(dataset, changes));
        }
    }

    /// Removals go to the index at once, since it shows each call's changes before the call returns.
    private void applyChunks(DatasetId dataset, DocumentId document, List<IndexChange> changes) {
        List<ChunkId> gone = new ArrayList<>();
        for (IndexChange change : changes) {
            TenantId tenant = change.tenant();
            ChunkId chunk = Objects.requireNonNull(change.chunk());
            List<IndexedChunk> now = tenant == null ? List.of() : chunks.indexed(tenant, document, chunk);
            now.forEach(index::put);
            if (now.isEmpty()) {
                gone.add(chunk);
            }
        }
        if (!gone.isEmpty()) {
            index.remove(dataset, gone);
        }
    }

    private void applyDocuments(DatasetId dataset, List<IndexChange> changes) {
        List<DocumentId> gone = new ArrayList<>();
        for (IndexChange change : changes) {
            TenantId tenant = change.tenant();
            DocumentId document = Objects.requireNonNull(change.document());
            List<IndexedChunk> now = tenant == null ? List.of() : all(tenant, document);
            if (now.isEmpty()) {
                gone.add(document);
            } else {
                index.replaceDocument(dataset, document, now);
            }
        }
        if (!gone.isEmpty()) {
            index.removeDocuments(dataset, gone);
        }
    }

    private List<IndexedChunk> all(TenantId tenant, DocumentId document) {
        List<IndexedChunk> all = new ArrayList<>();
        List<IndexedChunk> page = chunks.indexed(tenant, document, null, CHUNKS_A_READ);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = chunks.indexed(tenant, document, page.getLast().id(), CHUNKS_A_READ);
        }
        return all;
    }
}
