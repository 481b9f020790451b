/// Measures a server that speaks RAGFlow's or OpenAI's HTTP API: many users ask at once, and what comes out is how
/// long the first piece of an answer takes, how even the stream is and what went wrong.
///
/// The load runs on event loops of its own, in another process than the server, so that its cost is not the
/// server's.
@NullMarked
package dev.freshet.bench;

import org.jspecify.annotations.NullMarked;
