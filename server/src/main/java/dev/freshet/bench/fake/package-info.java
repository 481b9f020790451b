/// A model provider that follows a script: an OpenAI-compatible server whose pace and faults are known beforehand.
///
/// A [dev.freshet.bench.fake.Script] goes in: when the first token comes, how far apart the others are, how many,
/// and what goes wrong. Chat completions (streamed or whole), embeddings, rerankings and a list of models come
/// out, over HTTP/1.1 and HTTP/2 in clear text on one port. Every token carries its number, so that a client can
/// tell whether an answer came whole and in order. One wheel a loop drives all streams, so that ten thousand of
/// them cost little. Start with [dev.freshet.bench.fake.FakeModelServer].
@NullMarked
package dev.freshet.bench.fake;

import org.jspecify.annotations.NullMarked;
