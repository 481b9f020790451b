package dev.freshet.index;

import static dev.freshet.index.TestChunks.DATASET;
import static dev.freshet.index.TestChunks.DOCUMENT;
import static dev.freshet.index.TestChunks.chunk;
import static dev.freshet.index.TestChunks.placed;
import static dev.freshet.index.TestChunks.unavailable;
import static dev.freshet.index.TestChunks.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Parallel;
import dev.freshet.core.Vector;
import dev.freshet.index.SearchRequest.Alternative;
import dev.freshet.index.SearchRequest.Clause;
import dev.freshet.index.SearchRequest.TextQuery;
import dev.freshet.index.SearchRequest.VectorQuery;
import dev.freshet.index.SearchResult.Hit;
import dev.freshet.text.Analyzer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [ChunkIndex] keeps to.
public abstract class ChunkIndexContract {
    private static final DatasetId OTHER_DATASET = new DatasetId("dataset-b");
    private static final DocumentId OTHER_DOCUMENT = new DocumentId("document-b");
    private static final Analyzer ANALYZER = new Analyzer();

    @TempDir
    protected Path folder;

    protected ChunkIndex index;

    protected abstract ChunkIndex open(Path folder);

    @BeforeEach
    void open() {
        index = open(folder);
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void findsWhatWasPutAtOnce() {
        index.put(chunk("c1", "Annual leave is fifteen days."));
        index.put(chunk("c2", "Travel is paid by the company."));
        assertThat(found("leave")).containsExactly("c1");
        assertThat(index.size()).isEqualTo(2);
    }

    @Test
    void putTakesThePlaceOfTheChunkWithTheSameId() {
        index.put(chunk("c1", "first wording"));
        index.put(chunk("c1", "second version"));
        assertThat(found("wording")).isEmpty();
        assertThat(found("second")).containsExactly("c1");
    }

    @Test
    void replacesADocumentAsAWhole() {
        index.put(chunk(DATASET, OTHER_DOCUMENT, "c0", "old too", Vector.NONE));
        index.replaceDocument(DATASET, DOCUMENT, List.of(chunk("c1", "old one"), chunk("c2", "old two")));
        index.replaceDocument(DATASET, DOCUMENT, List.of(chunk("c3", "new one")));
        assertThat(found("old")).containsExactly("c0");
        assertThat(found("one")).containsExactly("c3");
        index.replaceDocument(DATASET, DOCUMENT, List.of());
        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void removesChunksDocumentsAndDatasetsOfTheirOwnerOnly() {
        index.put(chunk("c1", "word"));
        index.put(chunk("c2", "word"));
        index.put(chunk(DATASET, OTHER_DOCUMENT, "c3", "word", Vector.NONE));
        index.remove(OTHER_DATASET, List.of(new ChunkId("c1")));
        index.removeDocuments(OTHER_DATASET, List.of(DOCUMENT));
        index.removeDataset(OTHER_DATASET);
        assertThat(found("word")).containsExactlyInAnyOrder("c1", "c2", "c3");
        index.remove(DATASET, List.of(new ChunkId("c1"), new ChunkId("unknown")));
        assertThat(found("word")).containsExactlyInAnyOrder("c2", "c3");
        index.removeDocuments(DATASET, List.of(DOCUMENT));
        assertThat(found("word")).containsExactly("c3");
        index.removeDataset(DATASET);
        assertThat(found("word")).isEmpty();
        assertThat(index.size()).isZero();
    }

    @Test
    void searchesOnlyTheGivenDatasetsAndDocuments() {
        index.put(chunk("c1", "word", vector(1, 0)));
        index.put(chunk(DATASET, OTHER_DOCUMENT, "c2", "word", vector(1, 0)));
        index.put(chunk(OTHER_DATASET, new DocumentId("document-c"), "c3", "word", vector(1, 0)));
        assertThat(ids(search(Set.of(DATASET), Set.of(), text("word"), near(vector(1, 0)), 10)))
                .containsExactlyInAnyOrder("c1", "c2");
        assertThat(ids(search(Set.of(DATASET), Set.of(OTHER_DOCUMENT), text("word"), near(vector(1, 0)), 10)))
                .containsExactly("c2");
        assertThat(ids(search(Set.of(DATASET, OTHER_DATASET), Set.of(), text("word"), null, 10)))
                .containsExactlyInAnyOrder("c1", "c2", "c3");
    }

    @Test
    void passesOverUnavailableChunks() {
        index.put(unavailable(chunk("c1", "word", vector(1, 0))));
        index.put(chunk("c2", "word", vector(1, 0)));
        assertThat(ids(search(text("word"), near(vector(1, 0))))).containsExactly("c2");
    }

    @Test
    void keepsToTheLeastSimilarityOfVectors() {
        index.put(chunk("near", "x", vector(1, 0.1f)));
        index.put(chunk("far", "y", vector(0.1f, 1)));
        VectorQuery strict = new VectorQuery(vector(1, 0), 10, 0.5);
        assertThat(ids(search(null, strict))).containsExactly("near");
    }

    @Test
    void tellsTheCosineOfHitsThatOnlyTheTextFound() {
        index.put(chunk("c1", "word", vector(0, 1)));
        index.put(chunk("c2", "other", vector(1, 0)));
        List<Hit> hits = search(text("word"), new VectorQuery(vector(0.6f, 0.8f), 1, 0.9));
        assertThat(ids(hits)).containsExactly("c1");
        assertThat(hits.getFirst().cosine()).isEqualTo(0.8, within(1e-6));
    }

    @Test
    void givesNoCosineWhereVectorsHaveAnotherLength() {
        index.put(chunk("c1", "word", vector(0, 1)));
        index.put(chunk("c2", "word"));
        List<Hit> hits = search(text("word"), near(vector(1, 0, 0)));
        assertThat(hits).hasSize(2).allMatch(hit -> hit.cosine() == 0);
    }

    @Test
    void takesVectorsOfManyDimensions() {
        Random random = new Random(7);
        Vector wide = TestChunks.random(random, 3_072);
        index.put(chunk("c1", "word", wide));
        assertThat(search(null, near(wide)).getFirst().cosine()).isEqualTo(1, within(1e-4));
    }

    @Test
    void fusesTextAndVectorByTheirWeights() {
        index.put(chunk("both", "word alpha", vector(1, 0.2f)));
        index.put(chunk("vector", "beta", vector(1, 0.1f)));
        index.put(chunk("text", "word gamma", vector(-1, 0.1f)));
        List<Hit> hits = search(text("word"), near(vector(1, 0)));
        assertThat(ids(hits)).containsExactly("both", "vector", "text");
        for (Hit hit : hits) {
            double bare = hit.score() - SearchRequest.VECTOR_WEIGHT * hit.cosine();
            assertThat(bare > 1e-6).isEqualTo(!hit.chunk().value().equals("vector"));
        }
    }

    @Test
    void returnsTheTokensThatRankingNeeds() {
        IndexedChunk chunk = chunk("c1", "Some words 中文");
        index.put(chunk);
        ChunkTokens tokens = search(text("words"), null).getFirst().tokens();
        assertThat(tokens.content()).isEqualTo(chunk.tokens().content());
        assertThat(tokens.title()).isEqualTo(chunk.tokens().title());
    }

    @Test
    void weighsFieldsAsTheContractSays() {
        ChunkTokens plain = new ChunkTokens("filler", "", "word filler", "", "filler", "filler", "filler");
        ChunkTokens title = new ChunkTokens("word", "", "filler filler", "", "filler", "filler", "filler");
        ChunkTokens question = new ChunkTokens("filler", "", "filler filler", "", "filler", "filler", "word");
        ChunkTokens keyword = new ChunkTokens("filler", "", "filler filler", "", "filler", "word", "filler");
        index.put(TestChunks.withTokens(chunk("content", ""), plain));
        index.put(TestChunks.withTokens(chunk("title", ""), title));
        index.put(TestChunks.withTokens(chunk("question", ""), question));
        index.put(TestChunks.withTokens(chunk("keyword", ""), keyword));
        assertThat(found("word")).containsExactly("keyword", "question", "title", "content");
    }

    @Test
    void findsChineseByWordsAndByCharacters() {
        index.put(chunk("c1", "员工每年享有十五天带薪年假"));
        index.put(chunk("c2", "差旅费用由公司承担"));
        assertThat(found("员工")).containsExactly("c1");
        assertThat(found("旅")).containsExactly("c2");
        assertThat(found("年假")).containsExactly("c1");
    }

    @Test
    void findsIdentifiersWholeAndByParts() {
        index.put(chunk("c1", "Form AB-1234 is for travel."));
        index.put(chunk("c2", "Form AB-1235 is for leave."));
        assertThat(found("ab-1234")).startsWith("c1");
        assertThat(found("1235")).containsExactly("c2");
        assertThat(ids(search(phrase(0, "ab", "1234"), null))).containsExactly("c1");
    }

    @Test
    void asksForAShareOfTheClauses() {
        index.put(chunk("c1", "one two three"));
        index.put(chunk("c2", "one"));
        TextQuery most = new TextQuery(text("one two three four").clauses(), 0.5);
        assertThat(ids(search(most, null))).containsExactly("c1");
    }

    @Test
    void allowsWordsBetweenThoseOfAPhrase() {
        index.put(chunk("c1", "terms of service"));
        assertThat(ids(search(phrase(0, "term", "servic"), null))).isEmpty();
        assertThat(ids(search(phrase(1, "term", "servic"), null))).containsExactly("c1");
    }

    @Test
    void listsInReadingOrderWhenNothingIsAsked() {
        index.put(placed(chunk("c1", "x"), 2, 10, 1));
        index.put(placed(chunk("c2", "x"), 1, 20, 1));
        index.put(placed(chunk("c3", "x"), 1, 10, 1));
        index.put(placed(chunk("c4", "x"), 1, 10, 2));
        assertThat(ids(search(null, null))).containsExactly("c4", "c3", "c2", "c1");
    }

    @Test
    void pagesFollowEachOther() {
        for (int i = 0; i < 25; i++) {
            index.put(chunk("c" + i, "word " + "filler ".repeat(i), vector(1, i)));
        }
        List<String> all = ids(search(Set.of(DATASET), Set.of(), text("word"), near(vector(1, 0)), 25));
        List<String> paged = new ArrayList<>();
        for (int offset = 0; offset < 25; offset += 10) {
            SearchRequest page =
                    new SearchRequest(Set.of(DATASET), Set.of(), text("word"), near(vector(1, 0)), offset, 10);
            paged.addAll(ids(index.search(page).hits()));
        }
        assertThat(paged).isEqualTo(all).doesNotHaveDuplicates().hasSize(25);
    }

    @Test
    void forgetsNothingThatWasCommitted() {
        assertThat(index.isComplete()).isFalse();
        index.put(chunk("c1", "word", vector(1, 0)));
        index.markComplete();
        index.close();
        index = open(folder);
        assertThat(index.isComplete()).isTrue();
        assertThat(ids(search(text("word"), near(vector(1, 0))))).containsExactly("c1");
        index.clear();
        assertThat(index.isComplete()).isFalse();
        assertThat(index.size()).isZero();
    }

    @Test
    void showsReadersEitherTheOldOrTheNewDocument() {
        AtomicBoolean done = new AtomicBoolean();
        List<IndexedChunk> first = version("old");
        index.replaceDocument(DATASET, DOCUMENT, first);
        List<Callable<Set<String>>> tasks = new ArrayList<>();
        tasks.add(() -> {
            for (int round = 0; round < 10; round++) {
                index.replaceDocument(DATASET, DOCUMENT, version(round % 2 == 0 ? "new" : "old"));
            }
            done.set(true);
            return Set.of();
        });
        for (int reader = 0; reader < 3; reader++) {
            tasks.add(() -> shapesSeen(done));
        }
        List<Set<String>> seen = Parallel.all(tasks);
        assertThat(seen.subList(1, 4)).allSatisfy(shapes -> assertThat(shapes).isSubsetOf("8 old", "8 new"));
    }

    @Test
    void takesChangesFromManyThreads() {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String id = "c" + i;
            tasks.add(() -> {
                index.put(chunk(id, "word " + id));
                return found(id).equals(List.of(id));
            });
        }
        assertThat(Parallel.all(tasks)).doesNotContain(false);
        assertThat(index.size()).isEqualTo(40);
    }

    /// The nearest by brute force are the nearest by the index, at least 95 of 100.
    @Test
    void findsTheNearestVectors() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<IndexedChunk> chunks = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            chunks.add(chunk("c" + i, "filler", TestChunks.random(random, 48)));
        }
        for (int part = 0; part < 5; part++) {
            DocumentId document = new DocumentId("part-" + part);
            index.replaceDocument(DATASET, document, moved(document, chunks.subList(part * 300, part * 300 + 300)));
        }
        int hits = 0;
        for (int question = 0; question < 20; question++) {
            Vector vector = TestChunks.random(random, 48);
            Set<String> exact = nearest(chunks, vector, 10);
            hits += (int) ids(search(Set.of(DATASET), Set.of(), null, near(vector), 10)).stream()
                    .filter(exact::contains)
                    .count();
        }
        assertThat(hits / 200.0).as("recall with seed %d", seed).isGreaterThanOrEqualTo(0.95);
    }

    protected List<String> found(String words) {
        return ids(search(text(words), null));
    }

    protected List<Hit> search(@Nullable TextQuery text, @Nullable VectorQuery vector) {
        return search(Set.of(DATASET), Set.of(), text, vector, 50);
    }

    protected List<Hit> search(
            Set<DatasetId> datasets,
            Set<DocumentId> documents,
            @Nullable TextQuery text,
            @Nullable VectorQuery vector,
            int limit) {
        return index.search(new SearchRequest(datasets, documents, text, vector, 0, limit))
                .hits();
    }

    protected static List<String> ids(List<Hit> hits) {
        return hits.stream().map(hit -> hit.chunk().value()).toList();
    }

    protected static VectorQuery near(Vector vector) {
        return new VectorQuery(vector, 1_024, -1);
    }

    /// One clause for each term and part of the words.
    protected static TextQuery text(String words) {
        return new TextQuery(
                ANALYZER.coarse(words).stream()
                        .map(term -> new Clause(List.of(new Alternative(List.of(term), 0, 1))))
                        .toList(),
                0);
    }

    private static TextQuery phrase(int slop, String... terms) {
        return new TextQuery(List.of(new Clause(List.of(new Alternative(List.of(terms), slop, 1)))), 0);
    }

    private static List<IndexedChunk> version(String word) {
        List<IndexedChunk> chunks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            chunks.add(chunk(word + i, "word " + word));
        }
        return chunks;
    }

    private Set<String> shapesSeen(AtomicBoolean done) throws InterruptedException {
        Set<String> shapes = new HashSet<>();
        while (!done.get()) {
            List<Hit> hits = search(text("word"), null);
            Set<String> words = new HashSet<>();
            hits.forEach(hit -> words.add(hit.tokens().content().substring(5)));
            shapes.add(hits.size() + " " + String.join(",", words));
            Thread.sleep(1); // virtual threads share two carriers and nothing else takes turns
        }
        return shapes;
    }

    private static List<IndexedChunk> moved(DocumentId document, List<IndexedChunk> chunks) {
        return chunks.stream()
                .map(chunk -> chunk(DATASET, document, chunk.id().value(), "filler", chunk.vector()))
                .toList();
    }

    private static Set<String> nearest(List<IndexedChunk> chunks, Vector vector, int count) {
        Set<String> nearest = new HashSet<>();
        chunks.stream()
                .sorted(Comparator.comparingDouble(
                                (IndexedChunk chunk) -> chunk.vector().cosine(vector))
                        .reversed())
                .limit(count)
                .forEach(chunk -> nearest.add(chunk.id().value()));
        return nearest;
    }
}
