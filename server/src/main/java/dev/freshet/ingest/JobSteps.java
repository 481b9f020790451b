package dev.freshet.ingest;

import dev.freshet.core.ChunkId;
import dev.freshet.core.Vector;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.change.IndexChange;
import dev.freshet.dataset.chunk.IndexSync;
import dev.freshet.dataset.chunk.PreparedChunk;
import dev.freshet.ingest.chunk.piece.ChunkDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The steps of a job, in order. Each ends in a transaction that names the next, so that a job which was
/// interrupted goes on where it was.
public final class JobSteps {
    /// Chunks whose notes a kill may cost: each has taken a model seconds.
    private static final int NOTED_A_BATCH = 4;

    private static final double CUT = 0.4;
    private static final double WRITTEN = 0.5;
    private static final double EMBEDDED = 0.95;

    private final JobWriteStore writes;
    private final DocumentCutter cutter;
    private final PictureReader pictures;
    private final ChunkNotes notes;
    private final ChunkEmbedder embedder;
    private final IndexSync sync;
    private final IngestSettings settings;
    private final Checkpoint checkpoint;

    public JobSteps(
            JobWriteStore writes,
            DocumentCutter cutter,
            PictureReader pictures,
            ChunkNotes notes,
            ChunkEmbedder embedder,
            IndexSync sync,
            IngestSettings settings,
            Checkpoint checkpoint) {
        this.writes = writes;
        this.cutter = cutter;
        this.pictures = pictures;
        this.notes = notes;
        this.embedder = embedder;
        this.sync = sync;
        this.settings = settings;
        this.checkpoint = checkpoint;
    }

    /// A job under way.
    record Work(LiveJob live, Document document, JobProgress progress) {
        Job job() {
            return live.job();
        }
    }

    /// Takes the job from its step to its end.
    void run(Work work) {
        checkpoint.reached("job claimed");
        switch (work.job().step()) {
            case PARSE -> parse(work);
            case EMBED -> embed(work);
            case PUBLISH -> publish(work);
            case INDEX -> indexAgain(work);
            case DROP -> drop(work);
        }
    }

    private void parse(Work work) {
        work.progress().moving(0, "Parsing the file");
        ChunkNotes.Writing writing = notes.begin(work.document());
        dropBefore(work, writing);
        List<ChunkDraft> drafts =
                pictures.read(work.document(), cutter.drafts(work.document(), work.progress()), work.progress());
        work.progress().done(CUT, "Parsed and cut into " + drafts.size() + " chunks.");
        Set<ChunkId> written = writtenBefore(work, drafts);
        writing.keep(written.size());
        int batch = writing.asksModel() ? NOTED_A_BATCH : settings.rowsPerBatch();
        for (int from = 0; from < drafts.size(); from += batch) {
            int to = Math.min(drafts.size(), from + batch);
            work.live().check();
            writes.insert(work.job(), prepare(work, writing, written, drafts.subList(from, to), from));
            checkpoint.reached("batch written");
            double share = (double) to / drafts.size();
            work.progress().moving(CUT + (WRITTEN - CUT) * share, "Writing chunk " + to + " of " + drafts.size());
        }
        writing.summary().ifPresent(line -> work.progress().done(WRITTEN, line));
        writes.advance(work.job(), Step.EMBED);
        checkpoint.reached("rows written");
        embed(work);
    }

    /// Rows that an interrupted run left behind would stand among those of this one. Where a model has written notes
    /// into them they stay, since they cost time and money.
    private void dropBefore(Work work, ChunkNotes.Writing writing) {
        if (!writing.asksModel()) {
            dropUnseen(work);
            return;
        }
        while (writes.dropOthers(work.job(), settings.rowsPerBatch()) > 0) {
            work.live().check();
        }
    }

    /// The chunks that an interrupted run has written as this one would; what else it wrote is dropped.
    private Set<ChunkId> writtenBefore(Work work, List<ChunkDraft> drafts) {
        Map<ChunkId, Integer> written = writes.written(work.job());
        if (written.isEmpty()) {
            return Set.of();
        }
        Map<ChunkId, Integer> wanted = new HashMap<>();
        for (int position = 0; position < drafts.size(); position++) {
            wanted.putIfAbsent(DocumentCutter.id(work.document(), drafts.get(position)), position);
        }
        List<ChunkId> others = written.entrySet().stream()
                .filter(each -> !each.getValue().equals(wanted.get(each.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        for (int from = 0; from < others.size(); from += settings.rowsPerBatch()) {
            work.live().check();
            writes.dropOwn(work.job(), others.subList(from, Math.min(others.size(), from + settings.rowsPerBatch())));
        }
        Set<ChunkId> kept = new HashSet<>(written.keySet());
        others.forEach(kept::remove);
        return kept;
    }

    private void dropUnseen(Work work) {
        while (writes.drop(work.job(), settings.rowsPerBatch()) > 0) {
            work.live().check();
        }
    }

    /// @param written chunks that have their rows already
    private List<PreparedChunk> prepare(
            Work work, ChunkNotes.Writing writing, Set<ChunkId> written, List<ChunkDraft> drafts, int first) {
        List<PreparedChunk> prepared = new ArrayList<>(drafts.size());
        int position = first;
        for (ChunkDraft draft : drafts) {
            work.live().check();
            if (!written.contains(DocumentCutter.id(work.document(), draft))) {
                prepared.add(cutter.prepare(work.document(), position, writing.noted(draft)));
            }
            position++;
        }
        return prepared;
    }

    private void embed(Work work) {
        ChunkEmbedder.Batches batches = embedder.begin(work.job(), work.document());
        int done = 0;
        Map<ChunkId, Vector> vectors = batches.next();
        while (!vectors.isEmpty()) {
            work.live().check();
            writes.setVectors(work.job(), vectors);
            checkpoint.reached("batch embedded");
            done += vectors.size();
            double share = Math.min(1, (double) done / Math.max(1, batches.total()));
            work.progress()
                    .moving(
                            WRITTEN + (EMBEDDED - WRITTEN) * share,
                            "Embedding chunk " + done + " of " + batches.total());
            vectors = batches.next();
        }
        work.progress().done(EMBEDDED, "Embedded " + batches.total() + " chunks.");
        writes.advance(work.job(), Step.PUBLISH);
        publish(work);
    }

    private void publish(Work work) {
        checkpoint.reached("before publish");
        IndexChange change = writes.publish(work.job());
        checkpoint.reached("published");
        sync.apply(List.of(change));
        finish(work);
    }

    /// The change that was noted with the publication is applied at every start; here it is not known, and
    /// writing a document anew does no harm.
    private void indexAgain(Work work) {
        sync.rebuild(work.job().tenant(), work.job().dataset(), work.job().document());
        finish(work);
    }

    private void finish(Work work) {
        checkpoint.reached("before index commit");
        writes.finish(work.job(), work.progress().with("Task done."));
        drop(work);
    }

    private void drop(Work work) {
        dropUnseen(work);
        checkpoint.reached("old generation dropped");
        writes.complete(work.job());
    }
}
