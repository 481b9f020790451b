/// From a question to ranked chunks.
///
/// [dev.freshet.retrieval.Retriever] is the table of contents: the question is analysed
/// ([dev.freshet.retrieval.QueryAnalyzer]) and embedded, the index is searched by text and vector, the window
/// of candidates is ranked by terms and cosine, reranked where a model is given, cut at the threshold and
/// paged. A step that is late or down is left out and named in
/// [dev.freshet.retrieval.RetrievalResult#degraded()]. Contents of chunks are not in here: the caller reads
/// them from the database. [dev.freshet.retrieval.MetadataFilter] picks documents by their metadata first.
@NullMarked
package dev.freshet.retrieval;

import org.jspecify.annotations.NullMarked;
