/// Assistants, sessions and completions on RAGFlow's wire.
///
/// A route turns the wire's request into a [dev.freshet.chat.Question] and picks the frames:
/// [dev.freshet.api.ragflow.chat.CumulativeFrames] carry the whole text so far,
/// [dev.freshet.api.ragflow.chat.DeltaFrames] what is new. [dev.freshet.api.ragflow.chat.Asking] runs the
/// question either as a stream or in one piece.
@NullMarked
package dev.freshet.api.ragflow.chat;

import org.jspecify.annotations.NullMarked;
