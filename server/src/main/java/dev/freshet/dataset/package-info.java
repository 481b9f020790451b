/// Datasets, their documents and the chunks of these: what users put in and what searches show.
///
/// The records [dev.freshet.dataset.Dataset], [dev.freshet.dataset.Document] and [dev.freshet.dataset.Chunk]
/// are read first; each has a store of its own with the SQL beside it. A document's chunks belong to a
/// generation, and only the published one is seen. Whatever changes what a search may find is written down as
/// an [dev.freshet.dataset.IndexChange] in the same transaction; [dev.freshet.dataset.IndexSync] carries it
/// into the index.
@NullMarked
package dev.freshet.dataset;

import org.jspecify.annotations.NullMarked;
