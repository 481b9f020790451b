package dev.freshet.retrieval;

import dev.freshet.core.AppException;
import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.Deadline;
import dev.freshet.core.DocumentId;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.TenantId;
import dev.freshet.core.Vector;
import dev.freshet.index.ChunkAnalyzer;
import dev.freshet.index.ChunkIndex;
import dev.freshet.index.ForwardingIndex;
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
import dev.freshet.text.Analyzer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// An index with three chunks, requests in a short form, and models that do what a test wants.
abstract class RetrieverBench {
    static final Analyzer ANALYZER = new Analyzer();
    static final TenantId TENANT = new TenantId("tenant");
    static final DatasetId DATASET = new DatasetId("dataset");
    static final DocumentId LEAVE = new DocumentId("leave");
    static final DocumentId TRAVEL = new DocumentId("travel");
    static final RetrievalSettings SETTINGS = RetrievalSettings.defaults();
    static final Metrics METRICS = new Metrics();
    static final Deadline DEADLINE = Deadline.in(Duration.ofMinutes(5));

    @TempDir
    Path folder;

    Gate index;

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

    void put(String id, DocumentId document, String content, float... vector) {
        index.put(chunk(id, document, content, vector));
    }

    static IndexedChunk chunk(String id, DocumentId document, String content, float... vector) {
        return new IndexedChunk(
                new ChunkId(id),
                DATASET,
                document,
                0,
                0,
                0,
                0,
                true,
                new ChunkAnalyzer(ANALYZER).tokens("handbook.txt", content, List.of(), List.of()),
                Vector.unit(vector),
                null);
    }

    static RetrievalSettings impatient(boolean strict) {
        Duration little = Duration.ofMillis(20);
        return new RetrievalSettings(little, little, little, little, strict, false, 3, Duration.ofMinutes(1));
    }

    RetrievalResult retrieve(RequestBuilder request) {
        return retrieve(request, SETTINGS);
    }

    RetrievalResult retrieve(RequestBuilder request, RetrievalSettings settings) {
        return new Retriever(index, new QueryAnalyzer(ANALYZER), settings, METRICS).retrieve(request.build(), DEADLINE);
    }

    static List<String> ids(RetrievalResult result) {
        return result.chunks().stream().map(chunk -> chunk.chunk().value()).toList();
    }

    static RetrievalSettings patient() {
        Duration ample = Duration.ofMinutes(1);
        return new RetrievalSettings(ample, ample, ample, ample, false, false, 3, ample);
    }

    static EmbeddingModel failing(AtomicInteger calls) {
        return new FakeEmbedding(text -> {
            calls.incrementAndGet();
            throw new AppException.Upstream(ErrorCode.UPSTREAM_FAILED, "the provider is down");
        });
    }

    static EmbeddingModel towards(float x, float y) {
        return new FakeEmbedding(text -> Vector.unit(new float[] {x, y}));
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    static RequestBuilder request(String question) {
        return new RequestBuilder(question);
    }

    static final class RequestBuilder {
        private final String question;
        private Set<DocumentId> documents = Set.of();
        private int page = 1;
        private int pageSize = 30;
        private double threshold = 0.2;
        private double vectorWeight = 0.3;
        private @Nullable EmbeddingModel embedding;
        private @Nullable RerankModel rerank;

        RequestBuilder(String question) {
            this.question = question;
        }

        RequestBuilder documents(DocumentId... ids) {
            documents = Set.of(ids);
            return this;
        }

        RequestBuilder page(int number, int size) {
            page = number;
            pageSize = size;
            return this;
        }

        RequestBuilder threshold(double least) {
            threshold = least;
            return this;
        }

        RequestBuilder vectorWeight(double weight) {
            vectorWeight = weight;
            return this;
        }

        RequestBuilder embedding(EmbeddingModel model) {
            embedding = model;
            return this;
        }

        RequestBuilder rerank(Scorer scorer) {
            rerank = new FakeRerank(scorer);
            return this;
        }

        RetrievalRequest build() {
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

    interface Scorer {
        double[] score(String question, List<String> passages);
    }

    record FakeRerank(Scorer scorer) implements RerankModel {
        @Override
        public ModelName name() {
            return new ModelName("rerank", "Fake");
        }

        @Override
        public Scores score(String question, List<String> passages, Deadline deadline) {
            return new Scores(scorer.score(question, passages), 0);
        }
    }

    record FakeEmbedding(Function<String, Vector> vectors) implements EmbeddingModel {
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
    static final class Gate extends ForwardingIndex {
        final CountDownLatch held = new CountDownLatch(1);
        final CountDownLatch textSearched = new CountDownLatch(1);
        private final Semaphore waiting = new Semaphore(0);
        final AtomicInteger searches = new AtomicInteger();
        final AtomicInteger mostAtOnce = new AtomicInteger();
        private final AtomicInteger atOnce = new AtomicInteger();
        volatile boolean holdVectors;

        Gate(ChunkIndex real) {
            super(real);
        }

        @Override
        public SearchResult search(SearchRequest request) {
            return search(request, request::vector);
        }

        @Override
        public SearchResult search(SearchRequest request, Supplier<@Nullable VectorQuery> vector) {
            searches.incrementAndGet();
            computes();
            SearchResult result = super.search(request, () -> {
                textSearched.countDown();
                waiting.release();
                atOnce.decrementAndGet();
                VectorQuery near = vector.get();
                computes();
                if (holdVectors && near != null) {
                    RetrieverBench.await(held);
                }
                return near;
            });
            atOnce.decrementAndGet();
            return result;
        }

        private void computes() {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        }

        void awaitSearches(int count) {
            waiting.acquireUninterruptibly(count);
        }
    }
}
