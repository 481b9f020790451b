package dev.freshet.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.answer.admission.Processing;
import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Parallel;
import dev.freshet.core.Vector;
import dev.freshet.retrieval.RetrievalResult.Degraded;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is late or down costs a question no more than its own part.
class RetrieverFaultTest extends RetrieverBench {
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
    void searchesTheTextWhileTheQuestionIsBeingEmbedded() {
        RetrievalResult result = retrieve(request("annual leave").embedding(new FakeEmbedding(text -> {
            await(index.textSearched);
            return Vector.unit(new float[] {1, 0});
        })));
        assertThat(result.degraded()).isEmpty();
        assertThat(ids(result)).containsExactly("c1", "c2");
        assertThat(index.searches).hasValue(1);
    }

    @Test
    void searchesNoMoreAtOnceThanThereArePlaces() {
        Semaphore places = new Semaphore(2);
        Retriever retriever = new Retriever(index, new QueryAnalyzer(ANALYZER), patient(), METRICS);
        List<Parallel.Task<RetrievalResult>> askers = IntStream.range(0, 20)
                .mapToObj(asker -> Parallel.<RetrievalResult>start(() -> retriever.retrieve(
                        request("leave " + asker).embedding(towards(1, 0)).build(), turns(places), DEADLINE)))
                .toList();
        askers.forEach(asker -> assertThat(asker.join().degraded()).isEmpty());
        assertThat(index.mostAtOnce).hasValueBetween(1, 2);
        assertThat(places.availablePermits()).isEqualTo(2);
    }

    @Test
    void holdsNoPlaceWhileTheEmbedderOrTheRerankerIsHeld() {
        Semaphore places = new Semaphore(1);
        CountDownLatch embedder = new CountDownLatch(1);
        CountDownLatch reranker = new CountDownLatch(1);
        Retriever retriever = new Retriever(index, new QueryAnalyzer(ANALYZER), patient(), METRICS);
        RequestBuilder held = request("annual leave")
                .embedding(new FakeEmbedding(text -> {
                    await(embedder);
                    return Vector.unit(new float[] {1, 0});
                }))
                .rerank((question, texts) -> {
                    await(reranker);
                    return new double[texts.size()];
                });
        Parallel.Task<RetrievalResult> waits =
                Parallel.start(() -> retriever.retrieve(held.build(), turns(places), DEADLINE));
        await(index.textSearched);
        assertThat(ids(retriever.retrieve(request("leave").build(), turns(places), DEADLINE)))
                .isNotEmpty();
        embedder.countDown();
        assertThat(ids(retriever.retrieve(request("leave").build(), turns(places), DEADLINE)))
                .isNotEmpty();
        reranker.countDown();
        assertThat(waits.join().degraded()).isEmpty();
        assertThat(places.availablePermits()).isEqualTo(1);
    }

    @Test
    void givesThePlaceBackWhenTheVectorSearchIsLate() {
        Semaphore places = new Semaphore(1);
        index.holdVectors = true;
        Retriever retriever = new Retriever(index, new QueryAnalyzer(ANALYZER), impatient(false), METRICS);
        RetrievalResult result = retriever.retrieve(
                request("annual leave").embedding(towards(1, 0)).build(), turns(places), DEADLINE);
        assertThat(result.degraded()).containsExactly(Degraded.VECTOR_SEARCH);
        assertThat(places.availablePermits()).isEqualTo(1);
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
            await(held);
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
                false,
                3,
                Duration.ofMinutes(1));
        assertThatThrownBy(() -> retrieve(request, strict)).isInstanceOf(AppException.Upstream.class);
    }

    private static Processing turns(Semaphore places) {
        return new Processing(() -> {
            places.acquireUninterruptibly();
            return places::release;
        });
    }
}
