package dev.freshet.dataset.file;

import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Id.FileId;

/// That a document was made of a file.
///
/// @param id names the link itself
/// @param datasetName the name of the document's dataset
public record FileLink(String id, FileId file, DocumentId document, DatasetId dataset, String datasetName) {}
