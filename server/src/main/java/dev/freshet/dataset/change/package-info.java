/// What changed in datasets, documents and chunks that searches have to know of.
///
/// Stores write an [dev.freshet.dataset.change.IndexChange] through
/// [dev.freshet.dataset.change.IndexChangeStore] in the transaction of the change and hand it to their caller;
/// [dev.freshet.dataset.chunk.IndexSync] carries it into the index after the commit and, when the index is
/// safe, forgets it. What a crash leaves behind is applied at the next start.
@NullMarked
package dev.freshet.dataset.change;

import org.jspecify.annotations.NullMarked;
