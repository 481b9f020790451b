package dev.freshet.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.core.ChunkId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.RunState;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a working process at random moments, as `kill -9` does.
class KillTest {
    private static final int KILLS = Boolean.getBoolean("freshet.long") ? 100 : 10;
    private static final int DOCUMENTS = 3;
    private static final int LINES = 60;

    @TempDir
    private Path folder;

    private final Map<Document, List<Set<ChunkId>>> possible = new HashMap<>();

    @Test
    void losesAndDoublesNothingHoweverOftenItIsKilled() throws IOException, InterruptedException {
        long seed = new Random().nextLong();
        System.out.println("KillTest: " + KILLS + " kills with seed " + seed);
        Random random = new Random(seed);
        TenantId tenant = prepare();
        for (int kill = 1; kill <= KILLS; kill++) {
            killAfter(random.nextInt(500), tenant);
            try (Plant plant = Plant.restarted(folder, tenant)) {
                String when = "seed " + seed + ", kill " + kill;
                possible.keySet().forEach(document -> checkOneOfTwo(plant, document, when));
                possible.keySet().forEach(document -> restartIfDone(plant, document));
            }
        }
        try (Plant plant = Plant.restarted(folder, tenant)) {
            plant.work(Checkpoint.none());
            possible.keySet().forEach(document -> checkDone(plant, document, "seed " + seed));
            assertThat(plant.rows("job")).isZero();
            assertThat(plant.rows("document")).isEqualTo(DOCUMENTS);
        }
    }

    /// Parses each document both ways, so that it is known what its chunks may be, and starts it once more.
    private TenantId prepare() {
        try (Plant plant = Plant.open(folder)) {
            Dataset dataset = plant.dataset();
            for (int i = 0; i < DOCUMENTS; i++) {
                Document document = plant.document(dataset, "orchard" + i + ".txt", Plant.lines(LINES));
                List<Set<ChunkId>> ways = new ArrayList<>();
                for (int way = 0; way < 2; way++) {
                    restartIfDone(plant, document);
                    plant.work(Checkpoint.none());
                    ways.add(plant.published(document));
                }
                restartIfDone(plant, document);
                possible.put(document, ways);
            }
            return plant.stores.tenant;
        }
    }

    private void killAfter(int millis, TenantId tenant) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWorkers.class.getName(),
                        folder.toString(),
                        tenant.value())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader()) {
            StringBuilder said = new StringBuilder();
            String line = output.readLine();
            while (line != null && !line.equals("working")) {
                said.append(line).append('\n');
                line = output.readLine();
            }
            assertThat(line).as(said.toString()).isEqualTo("working");
            Thread.sleep(millis);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void checkOneOfTwo(Plant plant, Document document, String when) {
        Set<ChunkId> published = plant.published(document);
        assertThat(published).as(when).isIn(possible.get(document));
        assertThat(plant.searchable(document)).as(when).isEqualTo(published);
        assertThat(plant.now(document).chunkCount()).as(when).isEqualTo(published.size());
        assertThat(plant.now(document).run()).as(when).isIn(RunState.RUNNING, RunState.DONE);
    }

    private void checkDone(Plant plant, Document document, String when) {
        checkOneOfTwo(plant, document, when);
        Document done = plant.now(document);
        assertThat(done.run()).as(when).isEqualTo(RunState.DONE);
        int way = done.parserConfig().equals(Plant.lineByLine()) ? 1 : 0;
        assertThat(plant.published(document))
                .as(when)
                .isEqualTo(possible.get(document).get(way));
        assertThat(plant.stores.generations.withoutVector(document.tenant(), document.id(), done.generation(), 1))
                .as(when)
                .isEmpty();
        int chunks = possible.keySet().stream()
                .mapToInt(each -> plant.published(each).size())
                .sum();
        assertThat(plant.rows("chunk")).as(when).isEqualTo(chunks);
    }

    /// Has a document that is not being parsed cut the other way.
    private static void restartIfDone(Plant plant, Document document) {
        Document now = plant.now(document);
        if (now.run() != RunState.RUNNING) {
            boolean byLine = now.parserConfig().equals(Plant.lineByLine());
            plant.stores.documents.setParser(
                    document.tenant(), document.id(), "naive", byLine ? Plant.families(50) : Plant.lineByLine());
            plant.start(document);
        }
    }
}
