package dev.freshet.index;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.index.SearchRequest.VectorQuery;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An index that hands everything to another, for fakes that do something else now and then.
public class ForwardingIndex implements ChunkIndex {
    private final ChunkIndex real;

    protected ForwardingIndex(ChunkIndex real) {
        this.real = real;
    }

    @Override
    public void replaceDocument(DatasetId dataset, DocumentId document, List<IndexedChunk> chunks) {
        real.replaceDocument(dataset, document, chunks);
    }

    @Override
    public void put(IndexedChunk chunk) {
        real.put(chunk);
    }

    @Override
    public void remove(DatasetId dataset, Collection<ChunkId> chunks) {
        real.remove(dataset, chunks);
    }

    @Override
    public void removeDocuments(DatasetId dataset, Collection<DocumentId> documents) {
        real.removeDocuments(dataset, documents);
    }

    @Override
    public void removeDataset(DatasetId dataset) {
        real.removeDataset(dataset);
    }

    @Override
    public void clear() {
        real.clear();
    }

    @Override
    public boolean isComplete() {
        return real.isComplete();
    }

    @Override
    public void markComplete() {
        real.markComplete();
    }

    @Override
    public void commit() {
        real.commit();
    }

    @Override
    public SearchResult search(SearchRequest request) {
        return real.search(request);
    }

    @Override
    public SearchResult search(SearchRequest request, Supplier<@Nullable VectorQuery> vector) {
        return real.search(request, vector);
    }

    @Override
    public long size() {
        return real.size();
    }

    @Override
    public void close() {
        real.close();
    }
}
