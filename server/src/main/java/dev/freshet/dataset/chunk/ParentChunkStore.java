package dev.freshet.dataset.chunk;

import static dev.freshet.dataset.chunk.ChunkGenerationStore.AVAILABLE;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.CHUNK;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.DOCUMENT;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.GENERATION;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.ID;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.PARENT;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.POSITION;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.READABLE;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.TENANT;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.TOKENS;
import static dev.freshet.dataset.chunk.ChunkGenerationStore.VECTOR;
import static org.jooq.impl.DSL.field;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.core.Vector;
import dev.freshet.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;

/// Published parent chunks, read as the sum of those of their children that searches may find
/// ([ParentChunk]).
final class ParentChunkStore {
    private static final Field<String> WANTED_DOCUMENT = field("wanted.document_id", String.class);
    private static final Field<String> WANTED_CHUNK = field("wanted.chunk_id", String.class);

    private ParentChunkStore() {}

    /// The parents of these names with what their readers want to know; names of other chunks are passed
    /// over.
    static Map<ChunkKey, ChunkContent> contents(DSLContext sql, TenantId tenant, List<ChunkKey> keys) {
        List<Field<?>> columns = new ArrayList<>(ChunkStore.CONTENT);
        columns.add(TOKENS);
        Map<ChunkKey, ChunkContent> contents = new LinkedHashMap<>();
        families(sql, tenant, keys, columns).forEach((key, rows) -> contents.put(key, content(rows)));
        return contents;
    }

    /// The mean directions of the children's embeddings, for those parents whose children have some.
    static Map<ChunkKey, Vector> vectors(DSLContext sql, TenantId tenant, List<ChunkKey> keys) {
        Map<ChunkKey, Vector> vectors = new LinkedHashMap<>();
        families(sql, tenant, keys, List.of(DOCUMENT, PARENT, VECTOR)).forEach((key, rows) -> {
            List<Vector> known = rows.stream()
                    .flatMap(row -> Stream.ofNullable(row.get(VECTOR)))
                    .map(Vector::fromBytes)
                    .toList();
            if (!known.isEmpty()) {
                vectors.put(key, Vector.mean(known));
            }
        });
        return vectors;
    }

    /// A parent.
    ///
    /// @param which document it is in; more conditions are added here
    static Optional<Chunk> find(DSLContext sql, TenantId tenant, Condition which, ChunkId id) {
        Result<?> children = sql.select(READABLE)
                .from(CHUNK)
                .join(ChunkStore.OWNER)
                .on(ChunkStore.OWNER_ID.eq(DOCUMENT), ChunkStore.PUBLISHED.eq(GENERATION))
                .where(TENANT.eq(tenant.value()), PARENT.eq(id.value()), AVAILABLE.eq(1), which)
                .orderBy(POSITION, ID)
                .fetch();
        return children.isEmpty() ? Optional.empty() : Optional.of(parent(children));
    }

    /// The ids with those of the children of each that is a parent.
    ///
    /// @param published the document's published chunks
    static List<String> withChildren(DSLContext sql, Condition published, Collection<String> ids) {
        List<String> all = new ArrayList<>(ids);
        all.addAll(sql.select(ID).from(CHUNK).where(published, PARENT.in(ids)).fetch(ID));
        return all;
    }

    private static Map<ChunkKey, List<Record>> families(
            DSLContext sql, TenantId tenant, List<ChunkKey> keys, List<Field<?>> columns) {
        Map<ChunkKey, List<Record>> families = new LinkedHashMap<>();
        if (keys.isEmpty()) {
            return families;
        }
        sql.select(columns)
                .from(ChunkStore.wanted(keys))
                .join(ChunkStore.OWNER)
                .on(ChunkStore.OWNER_ID.eq(WANTED_DOCUMENT))
                .join(CHUNK)
                .on(PARENT.eq(WANTED_CHUNK), DOCUMENT.eq(ChunkStore.OWNER_ID), GENERATION.eq(ChunkStore.PUBLISHED))
                .where(TENANT.eq(tenant.value()), AVAILABLE.eq(1))
                .orderBy(POSITION, ID)
                .forEach(row -> families.computeIfAbsent(key(row), unseen -> new ArrayList<>())
                        .add(row));
        return families;
    }

    private static ChunkKey key(Record child) {
        return new ChunkKey(new DocumentId(child.get(DOCUMENT)), new ChunkId(child.get(PARENT)));
    }

    private static ChunkContent content(List<Record> children) {
        List<TextTokens> tokens = children.stream()
                .map(child -> Json.read(child.get(TOKENS), TextTokens.class))
                .toList();
        return ChunkStore.content(children.getFirst(), parent(children), TextTokens.joined(tokens));
    }

    private static Chunk parent(List<? extends Record> children) {
        return ParentChunk.of(children.stream().map(ChunkGenerationStore::read).toList());
    }
}
