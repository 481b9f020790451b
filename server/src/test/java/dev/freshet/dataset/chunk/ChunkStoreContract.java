package dev.freshet.dataset.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.core.ChunkId;
import dev.freshet.core.Ids;
import dev.freshet.core.Page;
import dev.freshet.core.Slice;
import dev.freshet.core.TenantId;
import dev.freshet.core.Vector;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentRunStore.Start;
import dev.freshet.dataset.StoreContract;
import dev.freshet.dataset.Stores;
import dev.freshet.dataset.change.Changed;
import dev.freshet.dataset.change.Deleted;
import dev.freshet.dataset.chunk.ChunkGenerationStore.Extent;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.index.IndexedChunk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class ChunkStoreContract extends StoreContract {
    private Dataset dataset;
    private Document document;

    ChunkStoreContract(Function<Path, Db> kind) {
        super(kind);
    }

    @BeforeEach
    void makeDocument() {
        dataset = stores.dataset("d");
        document = stores.document(dataset, "a.txt");
    }

    @Test
    void showsThePublishedGenerationOnly() {
        stores.publish(document, "one", "two");
        Start start = stores.start(document);
        stores.insert(start.generation(), List.of(stores.prepared(document, 0, "three")));
        assertThat(contents(list(Set.of(), Page.all()))).containsExactly("one", "two");
        assertThat(stores.generations.indexed(stores.tenant, document.id(), null, 10))
                .hasSize(2);
    }

    @Test
    void listsPagesInReadingOrder() {
        stores.publish(document, "one", "two", "three");
        assertThat(contents(list(Set.of(), new Page(2, 2)))).containsExactly("three");
        assertThat(list(Set.of(), new Page(2, 2)).total()).isEqualTo(3);
    }

    @Test
    void findsChunksByWholeTerms() {
        stores.publish(document, "chunk 1", "chunk 10", "100% other");
        assertThat(contents(list(Set.of("1"), Page.all()))).containsExactly("chunk 1");
        assertThat(contents(list(Set.of("chunk"), new Page(2, 1)))).containsExactly("chunk 10");
        assertThat(list(Set.of("chunk"), new Page(2, 1)).total()).isEqualTo(2);
        assertThat(contents(list(Set.of("10", "100%"), Page.all()))).containsExactly("chunk 10", "100% other");
        assertThat(list(Set.of("missing"), Page.all()).total()).isZero();
    }

    @Test
    void addsToThePublishedChunksAndToTheCounters() {
        stores.publish(document, "one");
        PreparedChunk added = stores.prepared(document, Chunk.BY_HAND, "by hand");
        Changed<Chunk> changed = stores.chunks.add(added);
        assertThat(changed.changes()).hasSize(1);
        assertThat(stores.chunks.find(
                        stores.tenant, document.id(), added.chunk().id()))
                .contains(added.chunk());
        assertThat(contents(list(Set.of(), Page.all()))).containsExactly("one", "by hand");
        assertThat(counts()).containsExactly(2, 2);
        stores.chunks.add(added);
        assertThat(counts()).containsExactly(2, 2);
    }

    @Test
    void addsToADocumentThatWasNeverParsed() {
        stores.chunks.add(stores.prepared(document, Chunk.BY_HAND, "by hand"));
        assertThat(contents(list(Set.of(), Page.all()))).containsExactly("by hand");
        stores.publish(document, "parsed");
        assertThat(contents(list(Set.of(), Page.all()))).containsExactly("parsed");
        assertThat(counts()).containsExactly(1, 1);
    }

    @Test
    void updatesAndDeletes() {
        stores.publish(document, "one", "two");
        Chunk before = list(Set.of(), Page.all()).rows().getFirst();
        Chunk after = new Chunk(
                before.id(),
                before.tenant(),
                before.dataset(),
                before.document(),
                before.position(),
                before.page(),
                before.top(),
                "uno",
                List.of("k"),
                List.of("why?"),
                List.of(),
                "",
                5,
                false,
                before.createdAt(),
                before.updatedAt() + 1,
                null);
        stores.chunks.update(new PreparedChunk(after, new TextTokens("uno", "", "k", "k", "why"), Vector.NONE));
        assertThat(stores.chunks.find(stores.tenant, document.id(), before.id()))
                .contains(after);
        assertThat(stores.documents
                        .find(stores.tenant, document.id())
                        .orElseThrow()
                        .tokenCount())
                .isEqualTo(6);
        Deleted deleted =
                stores.chunks.delete(stores.tenant, document.id(), List.of(before.id(), new ChunkId("unknown")));
        assertThat(deleted.count()).isEqualTo(1);
        assertThat(counts()).containsExactly(1, 1);
        assertThatThrownBy(() ->
                        stores.chunks.update(new PreparedChunk(after, new TextTokens("", "", "", "", ""), Vector.NONE)))
                .isInstanceOf(AppException.Rejected.class);
    }

    @Test
    void hidesChunksFromSearches() {
        stores.publish(document, "one", "two");
        ChunkId first = list(Set.of(), Page.all()).rows().getFirst().id();
        assertThat(stores.chunks
                        .setAvailable(stores.tenant, document.id(), List.of(first), false)
                        .value())
                .isEqualTo(1);
        assertThat(stores.chunks
                        .list(stores.tenant, document.id(), Set.of(), false, Page.all())
                        .rows())
                .extracting(Chunk::id)
                .containsExactly(first);
        assertThat(stores.generations.indexed(stores.tenant, document.id(), first))
                .extracting(IndexedChunk::available)
                .containsExactly(false);
    }

    @Test
    void givesContentsOfHitsAndOfNothingElse() {
        stores.publish(document, "one", "two");
        Document other = stores.document(dataset, "b.txt");
        stores.publish(other, "three");
        List<ChunkKey> keys = new ArrayList<>();
        keys.add(new ChunkKey(document.id(), ChunkIds.of(document.id(), "two")));
        keys.add(new ChunkKey(other.id(), ChunkIds.of(other.id(), "three")));
        keys.add(new ChunkKey(other.id(), ChunkIds.of(document.id(), "one")));
        for (int i = 0; i < 400; i++) {
            keys.add(new ChunkKey(document.id(), new ChunkId("gone" + i)));
        }
        Map<ChunkKey, ChunkContent> found = stores.chunks.contents(stores.tenant, keys);
        assertThat(found.keySet()).containsExactlyInAnyOrder(keys.get(0), keys.get(1));
        assertThat(found.get(keys.get(1)).documentName()).isEqualTo("b.txt");
        assertThat(found.get(keys.get(0)).chunk().content()).isEqualTo("two");
        assertThat(stores.chunks.contents(new TenantId(Ids.next()), keys)).isEmpty();
        assertThat(stores.chunks.contents(stores.tenant, List.of())).isEmpty();
    }

    @Test
    void fillsAGenerationStepByStep() {
        Start start = stores.start(document);
        PreparedChunk first = withoutVector(stores.prepared(document, 0, "one"));
        PreparedChunk second = withoutVector(stores.prepared(document, 1, "two"));
        stores.insert(start.generation(), List.of(first, second));
        stores.insert(start.generation(), List.of(second));
        assertThat(stores.generations.extent(stores.tenant, document.id(), start.generation()))
                .isEqualTo(new Extent(2, 2));
        assertThat(stores.generations.withoutVector(stores.tenant, document.id(), start.generation(), 10))
                .containsExactly(first.chunk(), second.chunk());
        Vector vector = Vector.unit(new float[] {3, 4});
        Map<ChunkId, Vector> vectors = Map.of(first.chunk().id(), vector);
        stores.db.inTransaction(
                Lane.INGEST,
                sql -> stores.generations.setVectors(sql, stores.tenant, document.id(), start.generation(), vectors));
        assertThat(stores.generations.withoutVector(stores.tenant, document.id(), start.generation(), 10))
                .containsExactly(second.chunk());
    }

    @Test
    void dropsGenerationsThatNobodySees() {
        stores.publish(document, "one", "two");
        stores.publish(document, "three");
        assertThat(stores.drop(document, 2, 1)).isEqualTo(1);
        assertThat(stores.drop(document, 2, 5)).isEqualTo(1);
        assertThat(stores.drop(document, 2, 5)).isZero();
        assertThat(contents(list(Set.of(), Page.all()))).containsExactly("three");
    }

    @Test
    void givesTheIndexTitleTokensOfTheDocument() {
        stores.publish(document, "one");
        stores.documents.rename(stores.tenant, document.id(), "b.txt", Stores.title("b.txt"));
        stores.documents.setEnabled(stores.tenant, document.id(), false);
        IndexedChunk indexed = stores.generations
                .indexed(stores.tenant, document.id(), null, 10)
                .getFirst();
        assertThat(indexed.tokens().title()).isEqualTo("b txt");
        assertThat(indexed.tokens().content()).isEqualTo("one");
        assertThat(indexed.vector()).isEqualTo(Vector.unit(new float[] {1, 0}));
        assertThat(indexed.available()).isFalse();
    }

    private static PreparedChunk withoutVector(PreparedChunk chunk) {
        return new PreparedChunk(chunk.chunk(), chunk.tokens(), Vector.NONE);
    }

    private Slice<Chunk> list(Set<String> terms, Page page) {
        return stores.chunks.list(stores.tenant, document.id(), terms, null, page);
    }

    private static List<String> contents(Slice<Chunk> slice) {
        return slice.rows().stream().map(Chunk::content).toList();
    }

    private List<Integer> counts() {
        return List.of(
                stores.documents
                        .find(stores.tenant, document.id())
                        .orElseThrow()
                        .chunkCount(),
                stores.datasets.find(stores.tenant, dataset.id()).orElseThrow().chunkCount());
    }
}
