/// What the methods of cutting are made of: blocks become sections, sections become pieces, and pieces are
/// glued to chunks.
///
/// [dev.freshet.ingest.chunk.piece.SectionChunks] is what most methods call;
/// [dev.freshet.ingest.chunk.piece.ChunkBuilder] has the rules of gluing, and
/// [dev.freshet.ingest.chunk.piece.ChunkDraft] is what comes out.
@NullMarked
package dev.freshet.ingest.chunk.piece;

import org.jspecify.annotations.NullMarked;
