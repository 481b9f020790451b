package dev.freshet.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.core.AppException;
import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.Deadline;
import dev.freshet.core.DocumentId;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Parallel;
import dev.freshet.core.TenantId;
import dev.freshet.core.Vector;
import dev.freshet.index.ChunkAnalyzer;
import dev.freshet.index.ChunkIndex;
import dev.freshet.index.IndexedChunk;
import dev.freshet.index.SearchRequest;
import dev.freshet.index.SearchRequest.VectorQuery;
import dev.freshet.index.SearchResult;
import dev.freshet.index.lucene.LuceneChunkIndex;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.ModelName;
import dev.freshet.model.RerankModel;
import dev.freshet.observe.Metrics;
import dev.freshet.retrieval.RetrievalRequest.Use;
import dev.freshet.retrieval.RetrievalResult.Degraded;
import dev.freshet.retrieval.RetrievalResult.DocumentCount;
import dev.freshet.text.Analyzer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrieverTest {
    private static final Analyzer ANALYZER = new Analyzer();
    private static final TenantId TENANT = new TenantId("tenant");
    private static final DatasetId DATASET = new DatasetId("dataset");
    private static final DocumentId LEAVE = new DocumentId("leave");
    private static final DocumentId TRAVEL = new DocumentId("travel");
    private static final RetrievalSettings SETTINGS = RetrievalSettings.defaults();
    private static final Metrics METRICS = new Metrics();
    private static final Deadline DEADLINE = Deadline.in(Duration.ofMinutes(5));

    @TempDir
    private Path folder;

    private Gate index;

    @BeforeEach
    void fill() {
        index = new Gate(LuceneChunkIndex.open(folder));
        put("c1", LEAVE, "Annual leave is fifteen days a year.", 1, 0);
        put("c2", LEAVE, "Sick leave needs a certificate.", 0.8f, 0.6f);
        put("c3", TRAVEL, "Trains are booked by form AB-1234.", 0, 1);
    }

    @AfterEach
    void close() {
        index.held.countDown();
        index.close();
    }

    @Test
    void ranksByTermsAndCosine() {
        RetrievalResult result = retrieve(request("annual leave").embedding(towards(1, 0)));
        assertThat(ids(result)).containsExactly("c1", "c2");
        RankedChunk first = result.chunks().getFirst();
        assertThat(first.termSimilarity()).isEqualTo(1, within(1e-9));
        assertThat(first.vectorSimilarity()).isEqualTo(1, within(1e-6));
        assertThat(first.similarity()).isEqualTo(1, within(1e-6));
        RankedChunk second = result.chunks().getLast();
        double expected = 0.3 * second.vectorSimilarity() + 0.7 * second.termSimilarity();
        assertThat(second.similarity()).isEqualTo(expected, within(1e-9));
        assertThat(result.total()).isEqualTo(2);
        assertThat(result.documents()).containsExactly(new DocumentCount(LEAVE, 2));
        assertThat(result.degraded()).isEmpty();
    }

    @Test
    void findsByMeaningWhatSharesNoWord() {
        RetrievalResult result = retrieve(request("time off work").embedding(towards(1, 0)));
        assertThat(ids(result)).first().isEqualTo("c1");
        assertThat(result.chunks().getFirst().termSimilarity()).isZero();
    }

    @Test
    void findsIdentifiersThoughTheVectorPointsElsewhere() {
        RetrievalResult result = retrieve(request("what is ab-1234 for?").embedding(towards(1, 0)));
        assertThat(ids(result)).first().isEqualTo("c3");
    }

    @Test
    void dropsWhatIsBelowTheThreshold() {
        RetrievalResult result =
                retrieve(request("annual leave").embedding(towards(1, 0)).threshold(0.9));
        assertThat(ids(result)).containsExactly("c1");
        assertThat(result.total()).isEqualTo(1);
    }

    @Test
    void countsWithinTheWindowAndPages() {
        RetrievalResult second = retrieve(request("leave").page(2, 1));
        assertThat(second.total()).isEqualTo(1);
        RetrievalResult both = retrieve(request("leave").page(1, 2));
        assertThat(both.total()).isEqualTo(2);
        assertThat(retrieve(request("leave").page(2, 2)).chunks()).isEmpty();
    }

    @Test
    void countsTermsAloneWhereThereIsNoVector() {
        RetrievalResult result = retrieve(request("annual leave"));
        assertThat(result.chunks().getFirst().similarity()).isEqualTo(1, within(1e-9));
    }

    @Test
    void takesAllChunksOfNamedDocumentsWhenNothingMatches() {
        RetrievalResult result = retrieve(request("zebra").documents(TRAVEL).threshold(0));
        assertThat(ids(result)).containsExactly("c3");
    }

    @Test
    void looksInNamedDocumentsOnly() {
        RetrievalResult result = retrieve(request("leave form").documents(TRAVEL));
        assertThat(ids(result)).containsExactly("c3");
    }

    @Test
    void relaxesTheLeastSimilarityWhenNothingIsFound() {
        RetrievalResult strict = retrieve(
                request("zebra").embedding(towards(-1, 0.3f)).threshold(0.2).vectorWeight(1));
        assertThat(ids(strict)).containsExactly("c3");
    }

    @Test
    void findsNothingForAQuestionWithoutWords() {
        assertThat(retrieve(request(" ?! ")).chunks()).isEmpty();
    }

    @Test
    void answersByTextAloneWhenTheEmbeddingFails() {
        RetrievalResult result = retrieve(request("annual leave").embedding(new FakeEmbedding(text -> {
            throw new AppException.Upstream(ErrorCode.UPSTREAM_FAILED, "the provider is down");
        })));
        assertThat(result.degraded()).containsExactly(Degraded.EMBEDDING);
        assertThat(ids(result)).startsWith("c1");
    }

    @Test
    void answersByTextAloneWhenTheEmbeddingIsLate() {
        CountDownLatch held = new CountDownLatch(1);
        RetrievalResult result = retrieve(
                request("annual leave").embedding(new FakeEmbedding(text -> {
                    await(held);
                    return Vector.NONE;
                })),
                impatient(false));
        held.countDown();
        assertThat(result.degraded()).containsExactly(Degraded.EMBEDDING);
        assertThat(ids(result)).startsWith("c1");
    }

    @Test
    void answersByTextAloneWhenTheVectorSearchIsLate() {
        index.holdVectors = true;
        RetrievalResult result = retrieve(request("annual leave").embedding(towards(1, 0)), impatient(false));
        assertThat(result.degraded()).containsExactly(Degraded.VECTOR_SEARCH);
        assertThat(ids(result)).startsWith("c1");
    }

    @Test
    void asksTheEmbeddingModelOnceForAQuestion() {
        List<String> asked = new ArrayList<>();
        FakeEmbedding model = new FakeEmbedding(text -> {
            asked.add(text);
            return Vector.unit(new float[] {1, 0});
        });
        Retriever retriever = new Retriever(index, new QueryAnalyzer(ANALYZER), SETTINGS, METRICS);
        retriever.retrieve(request("leave").embedding(model).build(), DEADLINE);
        retriever.retrieve(request("leave").embedding(model).page(2, 1).build(), DEADLINE);
        assertThat(asked).containsExactly("leave");
    }

    @Test
    void searchesTheTextWhileTheQuestionIsBeingEmbedded() {
        RetrievalResult result = retrieve(request("annual leave").embedding(new FakeEmbedding(text -> {
            RetrieverTest.await(index.textSearched);
            return Vector.unit(new float[] {1, 0});
        })));
        assertThat(result.degraded()).isEmpty();
        assertThat(ids(result)).containsExactly("c1", "c2");
        assertThat(index.searches).hasValue(1);
    }

    @Test
    void searchesOnceWhenTheEmbeddingFails() {
        retrieve(request("annual leave").embedding(failing(new AtomicInteger())));
        assertThat(index.searches).hasValue(1);
    }

    @Test
    void leavesAnEmbeddingModelAloneThatKeepsFailing() {
        AtomicInteger calls = new AtomicInteger();
        Retriever retriever = new Retriever(index, new QueryAnalyzer(ANALYZER), SETTINGS, METRICS);
        for (int question = 0; question < 10; question++) {
            RetrievalResult result = retriever.retrieve(
                    request("leave number " + question)
                            .embedding(failing(calls))
                            .build(),
                    DEADLINE);
            assertThat(result.degraded()).containsExactly(Degraded.EMBEDDING);
        }
        assertThat(calls).hasValue(SETTINGS.breakerFailures());
    }

    @Test
    void leavesARerankerAloneThatKeepsFailing() {
        AtomicInteger calls = new AtomicInteger();
        Retriever retriever = new Retriever(index, new QueryAnalyzer(ANALYZER), SETTINGS, METRICS);
        RequestBuilder request = request("leave").rerank((question, texts) -> {
            calls.incrementAndGet();
            throw new AppException.Upstream(ErrorCode.UPSTREAM_FAILED, "the provider is down");
        });
        for (int question = 0; question < 10; question++) {
            assertThat(retriever.retrieve(request.build(), DEADLINE).degraded()).containsExactly(Degraded.RERANK);
        }
        assertThat(calls).hasValue(SETTINGS.breakerFailures());
    }

    @Test
    void embedsOnceWhatSeveralAskAtATime() {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch held = new CountDownLatch(1);
        FakeEmbedding slow = new FakeEmbedding(text -> {
            calls.incrementAndGet();
            RetrieverTest.await(held);
            return Vector.unit(new float[] {1, 0});
        });
        Retriever retriever = new Retriever(index, new QueryAnalyzer(ANALYZER), patient(), METRICS);
        List<Parallel.Task<RetrievalResult>> askers = IntStream.range(0, 5)
                .mapToObj(asker -> Parallel.<RetrievalResult>start(() -> retriever.retrieve(
                        request("annual leave").embedding(slow).build(), DEADLINE)))
                .toList();
        index.awaitSearches(5);
        held.countDown();
        askers.forEach(asker -> assertThat(asker.join().degraded()).isEmpty());
        assertThat(calls).hasValue(1);
    }

    @Test
    void putsTheRerankersScoreInPlaceOfTheCosine() {
        RetrievalResult result = retrieve(request("leave")
                .embedding(towards(1, 0))
                .rerank((question, passages) -> passages.stream()
                        .mapToDouble(passage -> passage.contains("sick") ? 0.9 : 0.1)
                        .toArray()));
        assertThat(ids(result)).startsWith("c2", "c1");
        assertThat(result.chunks().getFirst().vectorSimilarity()).isEqualTo(0.9);
        assertThat(result.chunks().getFirst().similarity()).isEqualTo(0.3 * 0.9 + 0.7, within(1e-9));
    }

    @Test
    void keepsTheFusedOrderWhenTheRerankerFails() {
        RetrievalResult result =
                retrieve(request("annual leave").embedding(towards(1, 0)).rerank((question, texts) -> {
                    throw new AppException.Upstream(ErrorCode.UPSTREAM_FAILED, "the provider is down");
                }));
        assertThat(result.degraded()).containsExactly(Degraded.RERANK);
        assertThat(ids(result)).containsExactly("c1", "c2");
    }

    @Test
    void keepsTheFusedOrderWhenTheRerankerIsLateOrForgetsPassages() {
        CountDownLatch held = new CountDownLatch(1);
        RetrievalResult late = retrieve(
                request("leave").rerank((question, texts) -> {
                    await(held);
                    return new double[texts.size()];
                }),
                impatient(false));
        held.countDown();
        RetrievalResult forgetful = retrieve(request("leave").rerank((question, texts) -> new double[0]));
        assertThat(late.degraded()).containsExactly(Degraded.RERANK);
        assertThat(forgetful.degraded()).containsExactly(Degraded.RERANK);
    }

    @Test
    void failsWithTheRerankerWhenToldToBeStrict() {
        RequestBuilder request = request("leave").rerank((question, texts) -> {
            throw new AppException.Upstream(ErrorCode.UPSTREAM_FAILED, "the provider is down");
        });
        RetrievalSettings strict = new RetrievalSettings(
                SETTINGS.embedding(),
                SETTINGS.vectorSearch(),
                SETTINGS.chatRerank(),
                SETTINGS.listRerank(),
                true,
                3,
                Duration.ofMinutes(1));
        assertThatThrownBy(() -> retrieve(request, strict)).isInstanceOf(AppException.Upstream.class);
    }

    private void put(String id, DocumentId document, String content, float... vector) {
        index.put(new IndexedChunk(
                new ChunkId(id),
                DATASET,
                document,
                0,
                0,
                0,
                0,
                true,
                new ChunkAnalyzer(ANALYZER).tokens("handbook.txt", content, List.of(), List.of()),
                Vector.unit(vector)));
    }

    private static RetrievalSettings impatient(boolean strict) {
        Duration little = Duration.ofMillis(20);
        return new RetrievalSettings(little, little, little, little, strict, 3, Duration.ofMinutes(1));
    }

    private RetrievalResult retrieve(RequestBuilder request) {
        return retrieve(request, SETTINGS);
    }

    private RetrievalResult retrieve(RequestBuilder request, RetrievalSettings settings) {
        return new Retriever(index, new QueryAnalyzer(ANALYZER), settings, METRICS).retrieve(request.build(), DEADLINE);
    }

    private static List<String> ids(RetrievalResult result) {
        return result.chunks().stream().map(chunk -> chunk.chunk().value()).toList();
    }

    private static RetrievalSettings patient() {
        Duration ample = Duration.ofMinutes(1);
        return new RetrievalSettings(ample, ample, ample, ample, false, 3, ample);
    }

    private static EmbeddingModel failing(AtomicInteger calls) {
        return new FakeEmbedding(text -> {
            calls.incrementAndGet();
            throw new AppException.Upstream(ErrorCode.UPSTREAM_FAILED, "the provider is down");
        });
    }

    private static EmbeddingModel towards(float x, float y) {
        return new FakeEmbedding(text -> Vector.unit(new float[] {x, y}));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static RequestBuilder request(String question) {
        return new RequestBuilder(question);
    }

    private static final class RequestBuilder {
        private final String question;
        private Set<DocumentId> documents = Set.of();
        private int page = 1;
        private int pageSize = 30;
        private double threshold = 0.2;
        private double vectorWeight = 0.3;
        private @Nullable EmbeddingModel embedding;
        private @Nullable RerankModel rerank;

        private RequestBuilder(String question) {
            this.question = question;
        }

        private RequestBuilder documents(DocumentId... ids) {
            documents = Set.of(ids);
            return this;
        }

        private RequestBuilder page(int number, int size) {
            page = number;
            pageSize = size;
            return this;
        }

        private RequestBuilder threshold(double least) {
            threshold = least;
            return this;
        }

        private RequestBuilder vectorWeight(double weight) {
            vectorWeight = weight;
            return this;
        }

        private RequestBuilder embedding(EmbeddingModel model) {
            embedding = model;
            return this;
        }

        private RequestBuilder rerank(Scorer scorer) {
            rerank = new FakeRerank(scorer);
            return this;
        }

        private RetrievalRequest build() {
            return new RetrievalRequest(
                    TENANT,
                    Set.of(DATASET),
                    documents,
                    question,
                    page,
                    pageSize,
                    threshold,
                    vectorWeight,
                    1_024,
                    embedding,
                    rerank,
                    Use.CHAT);
        }
    }

    private interface Scorer {
        double[] score(String question, List<String> passages);
    }

    private record FakeRerank(Scorer scorer) implements RerankModel {
        @Override
        public ModelName name() {
            return new ModelName("rerank", "Fake");
        }

        @Override
        public Scores score(String question, List<String> passages, Deadline deadline) {
            return new Scores(scorer.score(question, passages), 0);
        }
    }

    private record FakeEmbedding(Function<String, Vector> vectors) implements EmbeddingModel {
        @Override
        public ModelName name() {
            return new ModelName("embed", "Fake");
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public Embeddings embed(List<String> texts, Purpose purpose, Deadline deadline) {
            return new Embeddings(texts.stream().map(vectors).toList(), texts.size());
        }
    }

    /// An index whose vector searches can be held.
    private static final class Gate implements ChunkIndex {
        private final ChunkIndex real;
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch textSearched = new CountDownLatch(1);
        private final Semaphore waiting = new Semaphore(0);
        private final AtomicInteger searches = new AtomicInteger();
        private volatile boolean holdVectors;

        private Gate(ChunkIndex real) {
            this.real = real;
        }

        @Override
        public SearchResult search(SearchRequest request) {
            return search(request, request::vector);
        }

        @Override
        public SearchResult search(SearchRequest request, Supplier<@Nullable VectorQuery> vector) {
            searches.incrementAndGet();
            return real.search(request, () -> {
                textSearched.countDown();
                waiting.release();
                VectorQuery near = vector.get();
                if (holdVectors && near != null) {
                    RetrieverTest.await(held);
                }
                return near;
            });
        }

        private void awaitSearches(int count) {
            waiting.acquireUninterruptibly(count);
        }

        @Override
        public void put(IndexedChunk chunk) {
            real.put(chunk);
        }

        @Override
        public void replaceDocument(DatasetId dataset, DocumentId document, List<IndexedChunk> chunks) {
            real.replaceDocument(dataset, document, chunks);
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
        public long size() {
            return real.size();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
