package dev.freshet;

import dev.freshet.account.AccountStore;
import dev.freshet.config.Settings;
import dev.freshet.ingest.Bell;
import dev.freshet.ingest.Checkpoint;
import dev.freshet.ingest.ChunkEmbedder;
import dev.freshet.ingest.ChunkNotes;
import dev.freshet.ingest.DocumentCutter;
import dev.freshet.ingest.IngestSettings;
import dev.freshet.ingest.IngestWorkers;
import dev.freshet.ingest.Ingestion;
import dev.freshet.ingest.JobRunner;
import dev.freshet.ingest.JobSteps;
import dev.freshet.ingest.JobStore;
import dev.freshet.ingest.JobWriteStore;
import dev.freshet.ingest.LiveJobs;
import dev.freshet.ingest.PictureReader;
import dev.freshet.ingest.chunk.Chunker;
import dev.freshet.ingest.parse.ParseProgress;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.Parsers;
import dev.freshet.ingest.parse.text.TextParser;
import dev.freshet.ingest.parse.worker.PagePictures;
import dev.freshet.ingest.parse.worker.ParserPool;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// The line that documents go along: queue, parsers, workers.
final class IngestionLine implements AutoCloseable {
    final Ingestion ingestion;
    final JobStore jobs;
    final PagePictures pictures;
    private final Parsers parsers;
    private final IngestWorkers workers;

    IngestionLine(Settings settings, Storage storage, Intelligence intelligence, AccountStore tenants) {
        IngestSettings ingest = settings.ingestion();
        parsers = new Parsers(
                new TextParser(settings.parsing()),
                new ParserPool(settings.parsing(), storage.folder.resolve("tmp/parsers")));
        pictures = new PagePictures(settings.parsing(), storage.folder.resolve("tmp/painters"));
        jobs = new JobStore(storage.db, storage.clock);
        JobWriteStore writes = new JobWriteStore(storage.db, storage.clock, jobs, storage.runs, storage.generations);
        LiveJobs live = new LiveJobs();
        Bell bell = new Bell();
        ingestion = new Ingestion(jobs, writes, live, storage.sync, bell);
        DocumentCutter cutter = new DocumentCutter(
                storage.blobs,
                parsers,
                new Chunker(intelligence.tokens),
                intelligence.chunkAnalyzer,
                intelligence.tokens,
                storage.clock);
        ChunkEmbedder embedder = new ChunkEmbedder(intelligence.models, storage.datasets, storage.generations, ingest);
        PictureReader reader = new PictureReader(
                intelligence.models,
                storage.blobs,
                tenant -> tenants.tenant(tenant)
                        .map(found -> found.models().imageToText())
                        .orElse(""));
        JobSteps steps = new JobSteps(
                writes,
                cutter,
                reader,
                new ChunkNotes(intelligence.models),
                embedder,
                storage.sync,
                ingest,
                Checkpoint.none());
        JobRunner runner = new JobRunner(jobs, writes, storage.documents, steps, live, ingest, storage.clock);
        workers = new IngestWorkers(runner, jobs, writes, live, bell, ingest);
        workers.start();
    }

    /// Documents that wait for a worker.
    int waiting() {
        return workers.waiting();
    }

    /// The text of a file in reading order.
    ///
    /// @throws dev.freshet.core.AppException with one sentence where it cannot be parsed or has none
    String text(Path file, String name) {
        return parsers.parse(ParseRequest.of(file, name), ParseProgress.none()).blocks().stream()
                .map(Block::text)
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        workers.close();
        parsers.close();
        pictures.close();
    }
}
