package dev.freshet.dataset.chunk;

import dev.freshet.core.AppException;
import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.index.ChunkIndex;
import dev.freshet.index.IndexedChunk;
import dev.freshet.index.SearchRequest;
import dev.freshet.index.SearchRequest.VectorQuery;
import dev.freshet.index.SearchResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An index that only remembers what it was told.
public final class MapIndex implements ChunkIndex {
    public final Map<ChunkId, IndexedChunk> chunks = new ConcurrentHashMap<>();
    public volatile int commits;
    public volatile boolean broken;

    @Override
    public void replaceDocument(DatasetId dataset, DocumentId document, List<IndexedChunk> now) {
        check();
        chunks.values().removeIf(chunk -> chunk.document().equals(document));
        now.forEach(chunk -> chunks.put(chunk.id(), chunk));
    }

    @Override
    public void put(IndexedChunk chunk) {
        check();
        chunks.put(chunk.id(), chunk);
    }

    @Override
    public void remove(DatasetId dataset, Collection<ChunkId> ids) {
        check();
        ids.forEach(chunks::remove);
    }

    @Override
    public void removeDocuments(DatasetId dataset, Collection<DocumentId> documents) {
        check();
        chunks.values().removeIf(chunk -> documents.contains(chunk.document()));
    }

    @Override
    public void removeDataset(DatasetId dataset) {
        check();
        chunks.values().removeIf(chunk -> chunk.dataset().equals(dataset));
    }

    @Override
    public void clear() {
        chunks.clear();
    }

    @Override
    public void commit() {
        check();
        commits++;
    }

    @Override
    public void markComplete() {}

    @Override
    public boolean isComplete() {
        return true;
    }

    @Override
    public SearchResult search(SearchRequest request) {
        return new SearchResult(List.of());
    }

    @Override
    public SearchResult search(SearchRequest request, Supplier<@Nullable VectorQuery> vector) {
        return search(request);
    }

    @Override
    public long size() {
        return chunks.size();
    }

    @Override
    public void close() {}

    /// The contents, in the order of their terms.
    public List<String> contents() {
        List<String> contents = new ArrayList<>();
        chunks.values().forEach(chunk -> contents.add(chunk.tokens().content()));
        contents.sort(null);
        return contents;
    }

    private void check() {
        if (broken) {
            throw new AppException.Broken("the index is broken", null);
        }
    }
}
