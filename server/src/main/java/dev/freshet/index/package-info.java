/// The search index: chunks go in with their tokens and vectors, hits with their scores come out.
///
/// The database is the truth for a chunk; an index can be rebuilt from it at any time.
/// [dev.freshet.index.ChunkIndex] is the port, [dev.freshet.index.SearchRequest] the question in the index's
/// own words; start with those two.
@NullMarked
package dev.freshet.index;

import org.jspecify.annotations.NullMarked;
