/// Tests of durable ingestion on a real database and a real index.
///
/// [dev.freshet.ingest.Plant] is the whole pipeline over one folder, with a fake embedding model. A kill is
/// simulated by going on with a copy of the folder as it stands at that moment: what was not safe on disk is
/// not in the copy. [dev.freshet.ingest.IngestionTest] says what documents become,
/// [dev.freshet.ingest.ResumeTest] what a kill leaves behind.
@NullUnmarked
package dev.freshet.ingest;

import org.jspecify.annotations.NullUnmarked;
