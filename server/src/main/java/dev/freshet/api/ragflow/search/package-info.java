/// Searches without an assistant on RAGFlow's wire: summaries, related questions, mind maps and the retrieval
/// test, each with an API key, a login token or a widget's beta token.
///
/// [dev.freshet.api.ragflow.search.SearchRequests] knows who asks and makes of a body a
/// [dev.freshet.chat.ask.Search]; the route classes pick the envelope.
@NullMarked
package dev.freshet.api.ragflow.search;

import org.jspecify.annotations.NullMarked;
