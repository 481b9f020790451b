package dev.freshet.retrieval;

import dev.freshet.index.ChunkTokens;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The terms of one chunk, to be compared with the keywords of questions or of sentences (contract §14.4):
/// the similarity is the weight of the keywords that the chunk holds, as a share of the weight of all.
public final class TermSimilarity {
    private final Set<String> terms = new HashSet<>();
    private final String unspaced;

    private TermSimilarity(List<String> fields) {
        StringBuilder text = new StringBuilder();
        for (String field : fields) {
            addTerms(field);
            text.append(field).append('\n');
        }
        unspaced = text.toString().replace(" ", "");
    }

    /// All fields count.
    public static TermSimilarity of(ChunkTokens tokens) {
        return new TermSimilarity(List.of(tokens.content(), tokens.title(), tokens.keywords(), tokens.questions()));
    }

    /// All fields but the questions: the form that goes with a reranker.
    public static TermSimilarity withoutQuestions(ChunkTokens tokens) {
        return new TermSimilarity(List.of(tokens.content(), tokens.title(), tokens.keywords()));
    }

    /// 0 when the chunk holds none of the keywords, 1 when it holds all.
    public double to(List<Keyword> keywords) {
        double held = 0;
        double all = 0;
        for (Keyword keyword : keywords) {
            all += keyword.weight();
            held += holds(keyword) ? keyword.weight() : 0;
        }
        return all > 0 ? held / all : 0;
    }

    private boolean holds(Keyword keyword) {
        return terms.contains(keyword.term()) || (keyword.unspaced() && unspaced.contains(keyword.term()));
    }

    private void addTerms(String field) {
        int start = 0;
        for (int blank = field.indexOf(' '); blank >= 0; blank = field.indexOf(' ', start)) {
            terms.add(field.substring(start, blank));
            start = blank + 1;
        }
        if (start < field.length()) {
            terms.add(field.substring(start));
        }
    }
}
