/// Datasets, documents and chunks on RAGFlow's wire (contract §3 to §5).
///
/// A routes class for each resource reads the request, asks the stores and editors below, and answers by a
/// wire class of the same name. What a body may hold is declared as data in
/// [dev.freshet.api.ragflow.dataset.DatasetSchemas]; [dev.freshet.api.ragflow.dataset.Schema] checks it and
/// makes the texts that clients compare with, so that no route writes them by hand.
@NullMarked
package dev.freshet.api.ragflow.dataset;

import org.jspecify.annotations.NullMarked;
