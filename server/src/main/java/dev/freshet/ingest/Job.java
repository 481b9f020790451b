package dev.freshet.ingest;

import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Ids;
import dev.freshet.core.JobId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Document;

/// The parsing of one document, as a worker claimed it.
///
/// @param generation under which its chunks are written
/// @param step where it goes on
/// @param fence grows with every claim; a worker whose number is not the row's has lost the job
public record Job(
        JobId id, TenantId tenant, DatasetId dataset, DocumentId document, int generation, Step step, long fence) {

    /// A job that nobody has claimed yet.
    static Job waiting(Document document, int generation, Step step) {
        return new Job(
                new JobId(Ids.next()), document.tenant(), document.dataset(), document.id(), generation, step, 0);
    }
}
