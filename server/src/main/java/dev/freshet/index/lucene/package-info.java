/// The embedded index: [dev.freshet.index.ChunkIndex] on Lucene.
///
/// [dev.freshet.index.lucene.LuceneChunkIndex] owns the writer and the searchers; `ChunkFields` says how a
/// chunk becomes a Lucene document; `Queries` turns a search into Lucene's queries; `HybridSearch` runs them
/// on one snapshot and fuses what they find. What a hit needs for ranking is packed into one binary doc value
/// (`PackedHit`), which is read in place, unlike stored fields, whose compressed blocks cost ten times as
/// much.
@NullMarked
package dev.freshet.index.lucene;

import org.jspecify.annotations.NullMarked;
