/// What all routes of RAGFlow's wire share: its two envelopes, its errors, how bodies are read and callers
/// known.
///
/// A route reads a [dev.freshet.api.ragflow.wire.JsonBody], asks the product, and answers by
/// [dev.freshet.api.ragflow.wire.Envelope]; what it throws becomes an answer in
/// [dev.freshet.api.ragflow.wire.ErrorAnswers].
@NullMarked
package dev.freshet.api.ragflow.wire;

import org.jspecify.annotations.NullMarked;
