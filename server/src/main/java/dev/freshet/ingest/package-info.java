/// Ingestion: documents go in, published chunks that searches find come out.
///
/// [dev.freshet.ingest.Ingestion] is the way in: it queues a [dev.freshet.ingest.Job] for each document, in the
/// transaction that marks the document as running. [dev.freshet.ingest.IngestWorkers] claims jobs and
/// [dev.freshet.ingest.JobRunner] takes each through its steps: parse and cut, embed, publish, tell the index,
/// drop the old. A job is a row with a lease and a fencing number ([dev.freshet.ingest.JobStore]); every write
/// of a step checks them, so that a worker that lost its job writes nothing, and a kill at any moment leaves
/// either the old chunks or the new.
@NullMarked
package dev.freshet.ingest;

import org.jspecify.annotations.NullMarked;
