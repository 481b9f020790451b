package dev.freshet.dataset.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.core.AppException;
import dev.freshet.core.ChunkId;
import dev.freshet.core.Ids;
import dev.freshet.core.Page;
import dev.freshet.core.TenantId;
import dev.freshet.core.Vector;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.StoreContract;
import dev.freshet.dataset.change.Deleted;
import dev.freshet.db.Db;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class ChildChunkContract extends StoreContract {
    private Document document;
    private ChunkId parent;
    private List<Chunk> children;

    ChildChunkContract(Function<Path, Db> kind) {
        super(kind);
    }

    /// Two children of one parent, and a chunk that stands for itself.
    @BeforeEach
    void publish() {
        document = stores.document(stores.dataset("d"), "a.txt");
        parent = ChunkIds.parent(document.id(), "one\ntwo");
        List<PreparedChunk> prepared = new ArrayList<>();
        prepared.add(stores.child(document, parent, 0, "one"));
        prepared.add(stores.child(document, parent, 1, "two"));
        prepared.add(stores.prepared(document, 2, "three"));
        stores.publish(document, prepared);
        children = prepared.stream().map(PreparedChunk::chunk).limit(2).toList();
    }

    @Test
    void aParentIsReadAsItsChildrenInTheirOrder() {
        ChunkContent content = contents(parent).orElseThrow();
        assertThat(content.chunk().id()).isEqualTo(parent);
        assertThat(content.chunk().content()).isEqualTo("one\ntwo");
        assertThat(content.chunk().tokenCount()).isEqualTo(2);
        assertThat(content.chunk().positions()).hasSize(1);
        assertThat(content.documentName()).isEqualTo("a.txt");
        assertThat(content.parentTokens())
                .isNotNull()
                .extracting(TextTokens::content)
                .isEqualTo("one two");
        assertThat(stores.chunks.find(stores.tenant, document.id(), parent)).contains(content.chunk());
        assertThat(stores.chunks.find(stores.tenant, parent)).contains(content.chunk());
    }

    @Test
    void aParentIsInNoListAndNoCountAndNoIndex() {
        assertThat(stores.chunks
                        .list(stores.tenant, document.id(), Set.of(), null, Page.all())
                        .rows())
                .extracting(Chunk::content)
                .containsExactly("one", "two", "three");
        assertThat(stores.documents
                        .find(stores.tenant, document.id())
                        .orElseThrow()
                        .chunkCount())
                .isEqualTo(3);
        assertThat(stores.generations.indexed(stores.tenant, document.id(), null, 10))
                .extracting(chunk -> Optional.ofNullable(chunk.parent()))
                .containsExactlyInAnyOrder(Optional.of(parent), Optional.of(parent), Optional.empty());
    }

    @Test
    void aParentPointsInTheMiddleOfItsChildren() {
        Vector vector =
                stores.chunks.vectors(stores.tenant, List.of(key(parent))).get(key(parent));
        Vector first = Vector.unit(new float[] {1, 0});
        Vector second = Vector.unit(new float[] {1, 1});
        assertThat(vector.cosine(first))
                .isEqualTo(vector.cosine(second), within(1e-6))
                .isGreaterThan(0.9);
    }

    @Test
    void aChangedChildChangesItsParent() {
        Chunk before = children.getFirst();
        stores.chunks.update(
                new PreparedChunk(rewritten(before, "uno"), new TextTokens("uno", "", "", "", ""), Vector.NONE));
        assertThat(contents(parent).orElseThrow().chunk().content()).isEqualTo("uno\ntwo");
        assertThat(stores.generations
                        .indexed(stores.tenant, document.id(), before.id())
                        .getFirst()
                        .parent())
                .isEqualTo(parent);
    }

    @Test
    void aDeletedOrUnavailableChildLeavesItsParent() {
        stores.chunks.setAvailable(
                stores.tenant, document.id(), List.of(children.getFirst().id()), false);
        assertThat(contents(parent).orElseThrow().chunk().content()).isEqualTo("two");
        stores.chunks.delete(
                stores.tenant, document.id(), List.of(children.getLast().id()));
        assertThat(contents(parent)).isEmpty();
        assertThat(stores.chunks.find(stores.tenant, parent)).isEmpty();
    }

    @Test
    void whatIsDoneToAParentIsDoneToItsChildren() {
        assertThat(stores.chunks
                        .setAvailable(stores.tenant, document.id(), List.of(parent), false)
                        .changes())
                .hasSize(2);
        Deleted deleted = stores.chunks.delete(stores.tenant, document.id(), List.of(parent));
        assertThat(deleted.count()).isEqualTo(2);
        assertThat(stores.documents
                        .find(stores.tenant, document.id())
                        .orElseThrow()
                        .chunkCount())
                .isEqualTo(1);
    }

    @Test
    void aParentIsChangedByItsChildrenAlone() {
        Chunk whole = contents(parent).orElseThrow().chunk();
        assertThatThrownBy(() ->
                        stores.chunks.update(new PreparedChunk(whole, new TextTokens("", "", "", "", ""), Vector.NONE)))
                .isInstanceOf(AppException.Rejected.class)
                .hasMessageContaining("is put together of child chunks");
    }

    @Test
    void nobodyReadsTheParentOfAnother() {
        TenantId other = new TenantId(Ids.next());
        assertThat(stores.chunks.contents(other, List.of(key(parent)))).isEmpty();
        assertThat(stores.chunks.vectors(other, List.of(key(parent)))).isEmpty();
        assertThat(stores.chunks.find(other, parent)).isEmpty();
    }

    private static Chunk rewritten(Chunk chunk, String content) {
        return new Chunk(
                chunk.id(),
                chunk.tenant(),
                chunk.dataset(),
                chunk.document(),
                chunk.position(),
                chunk.page(),
                chunk.top(),
                content,
                chunk.keywords(),
                chunk.questions(),
                chunk.positions(),
                "",
                1,
                true,
                chunk.createdAt(),
                chunk.updatedAt(),
                chunk.childPlace());
    }

    private ChunkKey key(ChunkId chunk) {
        return new ChunkKey(document.id(), chunk);
    }

    private Optional<ChunkContent> contents(ChunkId chunk) {
        return Optional.ofNullable(
                stores.chunks.contents(stores.tenant, List.of(key(chunk))).get(key(chunk)));
    }
}
