/// What the web client of RAGFlow's wire does with datasets, documents, chunks and searches (contract §11), and the
/// document routes of its older API for programs (§13). Both name things as storage does: a dataset is a `kb`.
///
/// Each routes class finds what a request names by [dev.freshet.api.ragflow.kb.Belongings], which knows nothing
/// but what is the caller's, asks the same editors as the routes under `/api/v1`, and answers by the `...Row`
/// class of the thing.
@NullMarked
package dev.freshet.api.ragflow.kb;

import org.jspecify.annotations.NullMarked;
