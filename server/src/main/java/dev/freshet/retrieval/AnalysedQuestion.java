package dev.freshet.retrieval;

import dev.freshet.index.SearchRequest.TextQuery;
import java.util.List;

/// A question as search sees it.
///
/// @param query what the index is to match
/// @param keywords what chunks are compared with; empty when the question holds no word
public record AnalysedQuestion(TextQuery query, List<Keyword> keywords) {
    public AnalysedQuestion {
        keywords = List.copyOf(keywords);
    }
}
