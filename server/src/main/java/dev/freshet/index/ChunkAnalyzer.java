package dev.freshet.index;

import dev.freshet.text.Analyzer;
import dev.freshet.text.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Makes the analysed fields of a chunk, once, at ingestion. Thread-safe.
public final class ChunkAnalyzer {
    /// Tags of HTML tables, which stand in the text of chunks cut from tables and are no words of it.
    private static final Pattern TABLE_TAGS =
            Pattern.compile("</?(table|caption|thead|tbody|tr|th|td)( [^<>]{0,60})?>", Pattern.CASE_INSENSITIVE);

    private final Analyzer analyzer;

    public ChunkAnalyzer(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    /// Analyses all that search matches of a chunk.
    ///
    /// @param documentName the document's name with its ending, such as `handbook.pdf`
    /// @param content the chunk's text
    /// @param keywords its important keywords
    /// @param questions the questions that it answers
    public ChunkTokens tokens(String documentName, String content, List<String> keywords, List<String> questions) {
        List<Term> title = analyzer.terms(documentName);
        List<Term> body = analyzer.terms(TABLE_TAGS.matcher(content).replaceAll(" "));
        return new ChunkTokens(
                joined(Analyzer.coarse(title)),
                joined(Analyzer.fine(title)),
                joined(Analyzer.coarse(body)),
                joined(Analyzer.fine(body)),
                joined(analyzer.coarse(String.join("\n", keywords))),
                String.join("\n", wholeKeywords(keywords)),
                joined(analyzer.coarse(String.join("\n", questions))));
    }

    private List<String> wholeKeywords(List<String> keywords) {
        List<String> whole = new ArrayList<>(keywords.size());
        for (String keyword : keywords) {
            String terms =
                    joined(analyzer.terms(keyword).stream().map(Term::text).toList());
            if (!terms.isEmpty()) {
                whole.add(terms);
            }
        }
        return whole;
    }

    private static String joined(List<String> terms) {
        return String.join(" ", terms);
    }
}
