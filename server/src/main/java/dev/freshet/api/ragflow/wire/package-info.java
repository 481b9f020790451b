/// What all routes of RAGFlow's wire share: its two envelopes, its errors, how bodies are read and callers
/// known.
///
/// A route reads a [dev.freshet.api.ragflow.wire.JsonBody], asks the product, and answers by
/// [dev.freshet.api.ragflow.wire.Envelope]; what it throws becomes an answer in
/// [dev.freshet.api.ragflow.wire.ErrorAnswers].
///
/// What is refused is declared, and no route writes a text: a [dev.freshet.api.ragflow.wire.Fault] is a refusal with
/// its
/// code, and catalogs of them stand beside the routes (`DatasetFaults`, `ChatFaults`; `WireFaults` has what is shared).
/// [dev.freshet.api.ragflow.wire.Demand] says what a lenient route wants of a key of its body,
/// [dev.freshet.api.ragflow.wire.Schema] and [dev.freshet.api.ragflow.wire.Rule] what a strict one takes as a whole,
/// and
/// [dev.freshet.api.ragflow.wire.IdList] sorts ids.
@NullMarked
package dev.freshet.api.ragflow.wire;

import org.jspecify.annotations.NullMarked;
