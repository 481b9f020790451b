package dev.freshet.ingest;

import dev.freshet.core.TenantId;
import dev.freshet.dataset.chunk.IndexCommits;
import java.nio.file.Path;
import java.time.Duration;

/// The process that [KillTest] kills: works off the queue of a folder for as long as it lives.
final class KilledWorkers {
    private KilledWorkers() {}

    public static void main(String[] args) throws InterruptedException {
        Plant plant = Plant.restarted(Path.of(args[0]), new TenantId(args[1]));
        plant.model.pauseMillis = 5;
        IngestWorkers workers = new IngestWorkers(
                plant.runner(Checkpoint.none()), plant.jobs, plant.writes, plant.live, plant.bell, Plant.settings());
        IndexCommits commits = new IndexCommits(plant.sync, Duration.ofMillis(30));
        workers.start();
        System.out.println("working");
        Thread.sleep(Duration.ofMinutes(5));
        commits.close();
    }
}
