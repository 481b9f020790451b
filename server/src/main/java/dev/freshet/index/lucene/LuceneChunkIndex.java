package dev.freshet.index.lucene;

import dev.freshet.core.AppException;
import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.http.EventLoop;
import dev.freshet.index.ChunkIndex;
import dev.freshet.index.IndexedChunk;
import dev.freshet.index.SearchRequest;
import dev.freshet.index.SearchRequest.VectorQuery;
import dev.freshet.index.SearchResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.IOSupplier;
import org.jspecify.annotations.Nullable;

/// The embedded index in a folder of its own. Thread-safe; searches never wait for writers.
///
/// A change is visible when its call returns: writers that end at the same time share one refresh, so a bulk
/// of documents costs a refresh each at most and a busy index far fewer. Nothing here may be interrupted: an
/// interrupt during a write closes the file and with it the writer.
public final class LuceneChunkIndex implements ChunkIndex {
    private final IndexFolder folder;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final ReentrantLock refreshing = new ReentrantLock();
    private long visible;

    private LuceneChunkIndex(IndexFolder folder) throws IOException {
        this.folder = folder;
        this.writer = folder.writer();
        this.searchers = new SearcherManager(writer, null);
    }

    /// Opens the index or makes an empty one. A damaged index, or one of an older form, is deleted and begun
    /// anew: [#isComplete] is then false and the caller fills it again.
    ///
    /// @throws AppException.Broken when the folder cannot be used, or another process has it open
    public static LuceneChunkIndex open(Path folder) {
        return guarded("be opened", () -> new LuceneChunkIndex(IndexFolder.open(folder)));
    }

    @Override
    public void replaceDocument(DatasetId dataset, DocumentId document, List<IndexedChunk> chunks) {
        Term key = ChunkFields.documentKey(dataset, document);
        change(() -> chunks.isEmpty()
                ? writer.deleteDocuments(key)
                : writer.updateDocuments(
                        key, chunks.stream().map(ChunkFields::document).toList()));
    }

    @Override
    public void put(IndexedChunk chunk) {
        Term key = ChunkFields.chunkKey(chunk.dataset(), chunk.id());
        change(() -> writer.updateDocument(key, ChunkFields.document(chunk)));
    }

    @Override
    public void remove(DatasetId dataset, Collection<ChunkId> chunks) {
        Term[] keys = chunks.stream()
                .map(chunk -> ChunkFields.chunkKey(dataset, chunk))
                .toArray(Term[]::new);
        change(() -> writer.deleteDocuments(keys));
    }

    @Override
    public void removeDocuments(DatasetId dataset, Collection<DocumentId> documents) {
        Term[] keys = documents.stream()
                .map(document -> ChunkFields.documentKey(dataset, document))
                .toArray(Term[]::new);
        change(() -> writer.deleteDocuments(keys));
    }

    @Override
    public void removeDataset(DatasetId dataset) {
        Term key = new Term(ChunkFields.DATASET, dataset.value());
        change(() -> writer.deleteDocuments(key));
    }

    @Override
    public void clear() {
        change(() -> {
            folder.markComplete(false);
            return writer.deleteAll();
        });
    }

    @Override
    public boolean isComplete() {
        return folder.isComplete();
    }

    @Override
    public void markComplete() {
        folder.markComplete(true);
        commit();
    }

    @Override
    public void commit() {
        EventLoop.refuseBlocking("ChunkIndex");
        guarded("be saved", writer::commit);
    }

    @Override
    public SearchResult search(SearchRequest request) {
        return search(request, request::vector);
    }

    @Override
    public SearchResult search(SearchRequest request, Supplier<@Nullable VectorQuery> vector) {
        EventLoop.refuseBlocking("ChunkIndex");
        return guarded("be searched", () -> {
            IndexSearcher searcher = searchers.acquire();
            try {
                return new HybridSearch(searcher, request).run(vector);
            } finally {
                searchers.release(searcher);
            }
        });
    }

    @Override
    public long size() {
        return guarded("be counted", () -> {
            IndexSearcher searcher = searchers.acquire();
            try {
                return (long) searcher.getIndexReader().numDocs();
            } finally {
                searchers.release(searcher);
            }
        });
    }

    /// Commits and closes.
    @Override
    public void close() {
        guarded("be closed", () -> {
            searchers.close();
            folder.close();
            return true;
        });
    }

    private void change(IOSupplier<Long> step) {
        EventLoop.refuseBlocking("ChunkIndex");
        guarded("be changed", () -> {
            show(step.get());
            return true;
        });
    }

    /// Makes a change visible, unless a refresh that began after it has done so already.
    private void show(long sequence) throws IOException {
        refreshing.lock();
        try {
            if (visible >= sequence) {
                return;
            }
            long completed = writer.getMaxCompletedSequenceNumber();
            searchers.maybeRefreshBlocking();
            visible = completed;
        } finally {
            refreshing.unlock();
        }
    }

    private static <T> T guarded(String what, IOSupplier<T> step) {
        try {
            return step.get();
        } catch (IOException | AlreadyClosedException error) {
            throw new AppException.Broken("the search index could not " + what, error);
        }
    }
}
