package dev.freshet.dataset.chunk;

import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.change.IndexChange;
import dev.freshet.index.ChunkIndex;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;

/// Fills the index anew from the database, without embedding anything again.
public final class IndexRebuild {
    private static final int DOCUMENTS_A_READ = 500;

    private final DocumentStore documents;
    private final IndexSync sync;
    private final ChunkIndex index;

    public IndexRebuild(DocumentStore documents, IndexSync sync, ChunkIndex index) {
        this.documents = documents;
        this.sync = sync;
        this.index = index;
    }

    /// Empties the index and writes every document; changes made meanwhile find their way as always.
    ///
    /// @param progress hears how many documents are in the new index so far
    /// @return how many documents there were
    public int run(IntConsumer progress) {
        index.clear();
        int count = 0;
        List<IndexChange> page = documents.everyDocument("", DOCUMENTS_A_READ);
        while (!page.isEmpty()) {
            page.forEach(this::write);
            count += page.size();
            progress.accept(count);
            String last = Objects.requireNonNull(page.getLast().document()).value();
            page = documents.everyDocument(last, DOCUMENTS_A_READ);
        }
        index.markComplete();
        return count;
    }

    private void write(IndexChange each) {
        sync.rebuild(Objects.requireNonNull(each.tenant()), each.dataset(), Objects.requireNonNull(each.document()));
    }
}
