package dev.freshet.retrieval;

import dev.freshet.index.ChunkTokens;
import java.util.List;

/// The terms of one chunk, to be compared with the keywords of questions or of sentences (contract §14.4):
/// the similarity is the weight of the keywords that the chunk holds, as a share of the weight of all.
///
/// The keywords are looked for in the terms as they stand, blanks between them. That is several times faster
/// than taking them apart: a question has some ten keywords, and a window of chunks ten thousand terms.
public final class TermSimilarity {
    private static final char BLANK = ' ';

    private final List<String> fields;

    private TermSimilarity(String... fields) {
        this.fields = List.of(fields);
    }

    /// All fields count.
    public static TermSimilarity of(ChunkTokens tokens) {
        return new TermSimilarity(tokens.content(), tokens.title(), tokens.keywords(), tokens.questions());
    }

    /// All fields but the questions: the form that goes with a reranker.
    public static TermSimilarity withoutQuestions(ChunkTokens tokens) {
        return new TermSimilarity(tokens.content(), tokens.title(), tokens.keywords());
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
        for (String field : fields) {
            if (standsIn(field, keyword.term()) || (keyword.unspaced() && runsThrough(field, keyword.term()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean standsIn(String field, String term) {
        for (int at = field.indexOf(term); at >= 0; at = field.indexOf(term, at + 1)) {
            int end = at + term.length();
            boolean begins = at == 0 || field.charAt(at - 1) == BLANK;
            if (begins && (end == field.length() || field.charAt(end) == BLANK)) {
                return true;
            }
        }
        return false;
    }

    /// Whether the term stands there when the blanks are passed over.
    private static boolean runsThrough(String field, String term) {
        for (int at = field.indexOf(term.charAt(0)); at >= 0; at = field.indexOf(term.charAt(0), at + 1)) {
            int matched = 1;
            for (int next = at + 1; next < field.length() && matched < term.length(); next++) {
                char letter = field.charAt(next);
                if (letter != BLANK && letter != term.charAt(matched)) {
                    break;
                }
                matched += letter == BLANK ? 0 : 1;
            }
            if (matched == term.length()) {
                return true;
            }
        }
        return false;
    }
}
