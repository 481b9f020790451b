package dev.freshet.retrieval;

import dev.freshet.text.Analyzer;
import dev.freshet.text.Term;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Marks the terms of a question in a text, in whatever form they stand there. Thread-safe.
public final class Highlighter {
    private static final String OPEN = "<em>";
    private static final String CLOSE = "</em>";

    private final Analyzer analyzer;

    public Highlighter(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    /// The text with `<em>` around each word that a keyword means; words that touch share one mark. Nothing
    /// is escaped. A text without such a word comes back as it is.
    public String highlight(String text, List<Keyword> keywords) {
        Set<String> wanted = new HashSet<>();
        keywords.forEach(keyword -> wanted.add(keyword.term()));
        StringBuilder marked = new StringBuilder(text.length() + 64);
        int end = 0;
        boolean open = false;
        for (Term term : analyzer.terms(text)) {
            if (isWanted(term, wanted)) {
                if (open && term.start() > end) {
                    marked.append(CLOSE);
                    open = false;
                }
                marked.append(text, end, Math.max(end, term.start()));
                marked.append(open ? "" : OPEN).append(text, Math.max(end, term.start()), term.end());
                end = term.end();
                open = true;
            }
        }
        return marked.append(open ? CLOSE : "").append(text, end, text.length()).toString();
    }

    private static boolean isWanted(Term term, Set<String> wanted) {
        return wanted.contains(term.text()) || term.parts().stream().anyMatch(wanted::contains);
    }
}
