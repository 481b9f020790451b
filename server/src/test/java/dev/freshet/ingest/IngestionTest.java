package dev.freshet.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Ids;
import dev.freshet.core.TenantId;
import dev.freshet.core.Vector;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.RunState;
import dev.freshet.dataset.chunk.ChunkKey;
import dev.freshet.dataset.chunk.IndexRebuild;
import dev.freshet.index.SearchResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestionTest {
    @TempDir
    private Path folder;

    private Plant plant;
    private Dataset dataset;

    @BeforeEach
    void open() {
        plant = Plant.open(folder.resolve("data"));
        dataset = plant.dataset();
    }

    @AfterEach
    void close() {
        plant.close();
    }

    @Test
    void publishesWhatItParsed() {
        Document document = parsed("orchard.txt", Plant.lines(30));
        assertThat(document.run()).isEqualTo(RunState.DONE);
        assertThat(document.progress().fraction()).isEqualTo(1);
        assertThat(document.progress().seconds()).isPositive();
        assertThat(document.progress().beganAt()).isNotNull();
        assertThat(document.progress().message()).contains("Task done");
        assertThat(document.chunkCount()).isEqualTo(30);
        assertThat(document.tokenCount()).isGreaterThan(300);
        assertThat(plant.searchable(document))
                .isEqualTo(plant.published(document))
                .hasSize(30);
        assertThat(plant.rows("job")).isZero();
    }

    @Test
    void publishesChildrenWithWhatTheirParentIsReadFrom() {
        Document document = plant.document(dataset, "orchard.txt", Plant.lines(30));
        plant.stores.documents.setParser(document.tenant(), document.id(), "naive", Plant.families(100));
        plant.start(document);
        plant.work(Checkpoint.none());
        Document done = plant.now(document);
        assertThat(done.chunkCount()).isEqualTo(30);
        assertThat(plant.searchable(document))
                .isEqualTo(plant.published(document))
                .hasSize(30);
        List<SearchResult.Hit> hits = plant.hits(document);
        List<ChunkKey> parents = hits.stream()
                .map(hit -> new ChunkKey(hit.document(), Objects.requireNonNull(hit.parent())))
                .distinct()
                .toList();
        assertThat(parents).hasSizeBetween(5, 10);
        assertThat(plant.stores.chunks.contents(document.tenant(), parents).values())
                .hasSize(parents.size())
                .extracting(content -> content.chunk().content().lines().count())
                .allMatch(lines -> lines >= 3);
        new IndexRebuild(plant.stores.documents, plant.sync, plant.index).run(count -> {});
        assertThat(plant.hits(document)).hasSameSizeAs(hits).containsAll(hits);
    }

    @Test
    void leansEachVectorTowardsTheName() {
        Document document = parsed("orchard.txt", "One line of text about pears.");
        Vector expected = Vector.blend(
                FakeEmbedding.vector("orchard.txt"), 0.1, FakeEmbedding.vector("One line of text about pears."), 0.9);
        assertThat(plant.stores
                        .generations
                        .indexed(document.tenant(), document.id(), null, 1)
                        .getFirst()
                        .vector())
                .isEqualTo(expected);
    }

    @Test
    void saysWhatItIsDoing() {
        Document document = plant.document(dataset, "orchard.txt", Plant.lines(20));
        plant.start(document);
        List<Document.Progress> seen = new ArrayList<>();
        plant.work(step -> seen.add(plant.now(document).progress()));
        assertThat(seen).anySatisfy(progress -> assertThat(progress.message()).contains("Embedding chunk 8 of 20"));
        assertThat(seen)
                .anySatisfy(progress -> assertThat(progress.message()).contains("Parsed and cut into 20 chunks."));
        List<Double> fractions = seen.stream().map(Document.Progress::fraction).toList();
        assertThat(fractions).isSorted();
        assertThat(Set.copyOf(fractions)).hasSizeGreaterThan(3);
    }

    @Test
    void tellsWaitingDocumentsHowManyAreAhead() {
        Document first = plant.document(dataset, "a.txt", "first text");
        Document second = plant.document(dataset, "b.txt", "second text");
        plant.ingestion.start(plant.stores.tenant, List.of(first.id(), second.id()));
        assertThat(plant.now(second).progress().message()).isEqualTo("1 tasks are ahead in the queue...");
        assertThat(plant.now(second).run()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void startsOnlyWhatIsThereAndIdle() {
        Document document = plant.document(dataset, "a.txt", "text");
        DocumentId unknown = new DocumentId(Ids.next());
        plant.start(document);
        Ingestion.Started again = plant.ingestion.start(plant.stores.tenant, List.of(document.id(), unknown));
        assertThat(again).isEqualTo(new Ingestion.Started(List.of(), List.of(unknown), List.of(document.id())));
        assertThat(plant.ingestion
                        .start(new TenantId(Ids.next()), List.of(document.id()))
                        .absent())
                .containsExactly(document.id());
        assertThat(plant.rows("job")).isEqualTo(1);
    }

    @Test
    void keepsTheOldChunksSearchableUntilTheNewArePublished() {
        Document document = parsed("orchard.txt", Plant.lines(30));
        Set<ChunkId> old = plant.published(document);
        plant.stores.documents.setParser(document.tenant(), document.id(), "naive", Plant.config(50));
        plant.start(document);
        List<Set<ChunkId>> seen = new ArrayList<>();
        plant.work(step -> {
            if (step.equals("before publish")) {
                seen.add(plant.searchable(document));
                assertThat(plant.published(document)).isEqualTo(old);
            }
        });
        assertThat(seen).containsExactly(old);
        assertThat(plant.searchable(document))
                .isEqualTo(plant.published(document))
                .isNotEqualTo(old);
        assertThat(plant.rows("chunk")).isEqualTo(plant.now(document).chunkCount());
    }

    @Test
    void aStopLeavesNothingBehind() {
        Document document = parsed("orchard.txt", Plant.lines(30));
        plant.start(document);
        plant.work(once(
                "batch embedded",
                () -> assertThat(plant.ingestion.stop(document.tenant(), List.of(document.id())))
                        .containsExactly(document.id())));
        Document stopped = plant.now(document);
        assertThat(stopped.run()).isEqualTo(RunState.CANCEL);
        assertThat(stopped.progress().fraction()).isZero();
        assertThat(stopped.chunkCount()).isZero();
        assertThat(plant.searchable(document)).isEmpty();
        assertThat(plant.rows("chunk")).isZero();
        assertThat(plant.rows("job")).isZero();
    }

    @Test
    void aStoppedDocumentCanBeStartedAgain() {
        Document document = plant.document(dataset, "orchard.txt", Plant.lines(30));
        plant.start(document);
        plant.work(once("rows written", () -> {
            plant.ingestion.stop(document.tenant(), List.of(document.id()));
            plant.start(document);
        }));
        assertThat(plant.now(document).run()).isEqualTo(RunState.DONE);
        assertThat(plant.published(document)).hasSize(30);
        assertThat(plant.rows("chunk")).isEqualTo(30);
        assertThat(plant.rows("job")).isZero();
    }

    @Test
    void aDeletedDocumentLeavesNothingBehind() {
        Document document = plant.document(dataset, "orchard.txt", Plant.lines(30));
        plant.start(document);
        plant.work(once(
                "batch embedded",
                () -> plant.sync.apply(plant.stores
                        .documents
                        .delete(document.tenant(), dataset.id(), List.of(document.id()))
                        .changes())));
        assertThat(plant.stores.documents.find(document.tenant(), document.id()))
                .isEmpty();
        assertThat(plant.rows("chunk")).isZero();
        assertThat(plant.rows("job")).isZero();
        assertThat(plant.index.size()).isZero();
    }

    @Test
    void aDeletedDatasetLeavesNothingBehind() {
        Document document = plant.document(dataset, "orchard.txt", Plant.lines(30));
        plant.start(document);
        plant.work(once(
                "before publish",
                () -> plant.sync.apply(plant.stores
                        .datasets
                        .delete(document.tenant(), List.of(dataset.id()))
                        .changes())));
        assertThat(plant.rows("document")).isZero();
        assertThat(plant.rows("chunk")).isZero();
        assertThat(plant.rows("job")).isZero();
        assertThat(plant.index.size()).isZero();
    }

    @Test
    void aResetDocumentIsGivenUp() {
        Document document = plant.document(dataset, "orchard.txt", Plant.lines(30));
        plant.start(document);
        plant.work(once("rows written", () -> plant.stores.runs.reset(document.tenant(), document.id())));
        assertThat(plant.now(document).run()).isEqualTo(RunState.UNSTART);
        assertThat(plant.rows("chunk")).isZero();
        assertThat(plant.rows("job")).isZero();
    }

    @Test
    void aWorkerThatLostItsLeaseWritesNothingMore() {
        Document document = plant.document(dataset, "orchard.txt", Plant.lines(30));
        plant.start(document);
        plant.work(once("rows written", () -> {
            plant.jobs.requeueOthers("nobody");
            JobRunner second = plant.runner(Checkpoint.none());
            assertThat(second.runNext("second")).isTrue();
            assertThat(plant.now(document).run()).isEqualTo(RunState.DONE);
            plant.model.texts.clear();
        }));
        assertThat(plant.now(document).progress().message()).containsOnlyOnce("Task done");
        assertThat(plant.published(document)).hasSize(30);
        assertThat(plant.rows("chunk")).isEqualTo(30);
        assertThat(plant.model.texts).isEmpty();
    }

    @Test
    void aJobThatIsToldToYieldGoesOnLater() {
        Document document = plant.document(dataset, "orchard.txt", Plant.lines(30));
        plant.start(document);
        JobRunner[] closing = new JobRunner[1];
        closing[0] = plant.runner(once("batch embedded", () -> closing[0].close()));
        assertThat(closing[0].runNext("first")).isTrue();
        assertThat(plant.now(document).run()).isEqualTo(RunState.RUNNING);
        plant.model.texts.clear();
        plant.work(Checkpoint.none());
        assertThat(plant.now(document).run()).isEqualTo(RunState.DONE);
        assertThat(plant.model.texts).hasSize(30 - 8 + 1);
    }

    @Test
    void failsWithTheSentenceOfTheParser() {
        Document document = parsed("secret.pdf", "%PDF-1.4 ...");
        assertThat(document.run()).isEqualTo(RunState.FAIL);
        assertThat(document.progress().fraction()).isEqualTo(-1);
        assertThat(document.progress().message()).endsWith("[ERROR] The PDF is encrypted; remove its password first.");
        assertThat(plant.rows("job")).isZero();
        assertThat(parsed("empty.txt", "  \n ").progress().message()).endsWith("[ERROR] The file holds no text.");
    }

    @Test
    void aDefectEndsTheJobAndNotTheWorker() {
        Document document = parsed("page.html", "<html><body>text</body></html>");
        assertThat(document.run()).isEqualTo(RunState.FAIL);
        assertThat(document.progress().message())
                .contains("[ERROR] An unexpected error")
                .doesNotContain("a defect");
        assertThat(parsed("fine.txt", "text").run()).isEqualTo(RunState.DONE);
    }

    @Test
    void triesAFailingModelAgain() {
        plant.model.failures = 2;
        Document document = parsed("orchard.txt", Plant.lines(30));
        assertThat(document.run()).isEqualTo(RunState.DONE);
        assertThat(document.progress().message()).contains("answered with an error. It is tried again.");
        assertThat(plant.published(document)).hasSize(30);
    }

    @Test
    void givesUpAModelThatFailsEveryTime() {
        Document kept = parsed("orchard.txt", Plant.lines(10));
        plant.model.failures = 3;
        plant.start(kept);
        plant.work(Checkpoint.none());
        Document document = plant.now(kept);
        assertThat(document.run()).isEqualTo(RunState.FAIL);
        assertThat(document.progress().message()).endsWith("[ERROR] The embedding model answered with an error.");
        assertThat(plant.searchable(document))
                .isEqualTo(plant.published(document))
                .hasSize(10);
        assertThat(plant.rows("chunk")).isEqualTo(10);
    }

    @Test
    void workersTakeWhatIsQueuedAndStop() throws InterruptedException {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            documents.add(plant.document(dataset, "text" + i + ".txt", Plant.lines(20)));
        }
        IngestWorkers workers = new IngestWorkers(
                plant.runner(Checkpoint.none()), plant.jobs, plant.writes, plant.live, plant.bell, Plant.settings());
        workers.start();
        plant.ingestion.start(
                plant.stores.tenant, documents.stream().map(Document::id).toList());
        while (documents.stream().anyMatch(document -> plant.now(document).run() == RunState.RUNNING)
                || plant.rows("job") > 0) {
            Thread.sleep(10);
        }
        workers.close();
        assertThat(documents).allSatisfy(document -> {
            assertThat(plant.now(document).run()).isEqualTo(RunState.DONE);
            assertThat(plant.searchable(document)).hasSize(20);
        });
    }

    private Document parsed(String name, String content) {
        Document document = plant.document(dataset, name, content);
        plant.start(document);
        plant.work(Checkpoint.none());
        return plant.now(document);
    }

    private static Checkpoint once(String step, Runnable action) {
        AtomicBoolean done = new AtomicBoolean();
        return reached -> {
            if (reached.equals(step) && done.compareAndSet(false, true)) {
                action.run();
            }
        };
    }
}
