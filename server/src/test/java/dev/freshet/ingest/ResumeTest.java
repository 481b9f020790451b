package dev.freshet.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.ChunkId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.RunState;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumeTest {
    private static final int LINES = 60;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "job claimed, 1",
        "batch written, 1",
        "rows written, 1",
        "batch embedded, 1",
        "batch embedded, 3",
        "before publish, 1",
        "published, 1",
        "before index commit, 1",
        "old generation dropped, 1"
    })
    void leavesTheOldOrTheNewChunksAndGoesOn(String step, int time) {
        Dataset dataset;
        Document document;
        Set<ChunkId> before;
        try (Plant plant = Plant.open(folder.resolve("first"))) {
            dataset = plant.dataset();
            document = plant.document(dataset, "orchard.txt", Plant.lines(LINES));
            plant.start(document);
            plant.work(Checkpoint.none());
            before = plant.published(document);
            plant.sync.commit();
            plant.stores.documents.setParser(document.tenant(), document.id(), "naive", Plant.families(50));
            plant.start(document);
            assertThatThrownBy(() -> plant.work(Killed.at(step, time))).isInstanceOf(Killed.class);
            try (Plant next = plant.afterKill(folder.resolve("second"))) {
                check(next, document, before);
            }
        }
    }

    private static void check(Plant next, Document document, Set<ChunkId> before) {
        Set<ChunkId> found = next.searchable(document);
        assertThat(next.published(document)).isEqualTo(found);
        assertThat(next.now(document).chunkCount()).isEqualTo(found.size());
        Set<ChunkId> seen = new HashSet<>(found);
        next.work(Checkpoint.none());
        Set<ChunkId> after = next.published(document);
        assertThat(after).isNotEqualTo(before).isNotEmpty();
        assertThat(seen).isIn(before, after);
        assertThat(next.searchable(document)).isEqualTo(after);
        assertThat(next.rows("chunk")).isEqualTo(after.size());
        assertThat(next.rows("job")).isZero();
        Document done = next.now(document);
        assertThat(done.run()).isEqualTo(RunState.DONE);
        assertThat(done.chunkCount()).isEqualTo(after.size());
        assertThat(done.progress().fraction()).isEqualTo(1);
        assertThat(done.progress().message()).contains("Task done");
        assertThat(next.stores.generations.withoutVector(document.tenant(), document.id(), done.generation(), 1))
                .isEmpty();
        assertThat(next.stores.datasets.find(document.tenant(), document.dataset()))
                .hasValueSatisfying(dataset -> assertThat(dataset.chunkCount()).isEqualTo(after.size()));
    }
}
