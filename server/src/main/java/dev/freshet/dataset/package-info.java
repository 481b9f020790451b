/// Datasets and their documents: what users put in.
///
/// The records [dev.freshet.dataset.Dataset] and [dev.freshet.dataset.Document] are read first; each has a
/// store of its own with the SQL beside it, and [dev.freshet.dataset.DocumentRunStore] takes a document from
/// one state of its parsing to the next. A document's chunks (package `chunk`) belong to a generation, and only
/// the published one is seen.
@NullMarked
package dev.freshet.dataset;

import org.jspecify.annotations.NullMarked;
