package dev.freshet.index;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.index.SearchRequest.VectorQuery;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where chunks are found. Changes are visible to searches when the call returns; they are safe against a
/// crash only after [#commit]. All calls block and none may be made on an event loop.
///
/// An id of a dataset belongs to one tenant, so a search limited to datasets is limited to their owner.
public interface ChunkIndex extends AutoCloseable {

    /// Makes `chunks` all that the index holds of the document, in one step: a search sees either the old
    /// chunks or the new.
    void replaceDocument(DatasetId dataset, DocumentId document, List<IndexedChunk> chunks);

    /// Adds the chunk or takes the place of the one with its id.
    void put(IndexedChunk chunk);

    /// Removes chunks; ids that are not there are passed over.
    void remove(DatasetId dataset, Collection<ChunkId> chunks);

    /// Removes all chunks of the documents.
    void removeDocuments(DatasetId dataset, Collection<DocumentId> documents);

    /// Removes all chunks of a dataset.
    void removeDataset(DatasetId dataset);

    /// Removes everything, before a rebuild; from here on the index is not complete.
    void clear();

    /// Whether the index holds all it was given: false when it is new, was found damaged or of an older form
    /// (it is then empty), or when a rebuild was cut short. It is then to be filled from the database.
    boolean isComplete();

    /// Says that the index has been filled; commits. Once said, it stays so through restarts, until [#clear].
    void markComplete();

    /// Makes all changes so far safe against a crash.
    void commit();

    /// Runs text and vector search as asked, best first by the engine's own fused score.
    SearchResult search(SearchRequest request);

    /// The same for a question that is still being embedded: its text is searched meanwhile.
    ///
    /// @param request as above, but its own [SearchRequest#vector] does not count
    /// @param vector waits for the vector; asked once, by the calling thread. Null from it leaves what the text
    ///     has found
    SearchResult search(SearchRequest request, Supplier<@Nullable VectorQuery> vector);

    /// How many chunks the index holds.
    long size();

    @Override
    void close();
}
