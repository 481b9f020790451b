package dev.freshet.dataset.chunk;

import dev.freshet.core.Vector;

/// A chunk with what the index needs of it.
///
/// @param tokens its analysed fields
/// @param vector its embedding; [Vector#NONE] while it has none
public record PreparedChunk(Chunk chunk, TextTokens tokens, Vector vector) {}
