package dev.freshet.retrieval;

import dev.freshet.index.SearchRequest.Alternative;
import dev.freshet.index.SearchRequest.Clause;
import dev.freshet.index.SearchRequest.TextQuery;
import dev.freshet.text.Analyzer;
import dev.freshet.text.Term;
import dev.freshet.text.Term.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Turns questions into what the index matches and what chunks are ranked by (contract §14.2).
///
/// Question words and stop words go, unless nothing would be left. Each remaining term is a clause; with its
/// right neighbour it is a phrase of double weight. Terms of scripts without blanks are also looked for by
/// their pairs of characters, since the chunk may have been cut differently. Thread-safe.
public final class QueryAnalyzer {
    private static final int MOST_TERMS = 256;
    private static final int MOST_UNSPACED = 32;
    private static final double MINIMUM_MATCH_UNSPACED = 0.3;
    private static final float PAIR_FACTOR = 2;
    private static final float FINE_PHRASE_FACTOR = 0.5f;
    private static final float FINE_FACTOR = 0.2f;

    /// Words between the parts of a joined word in the stored form, which repeats wholes and parts.
    private static final int SLOP_BETWEEN_PARTS = 2;

    private final Analyzer analyzer;

    public QueryAnalyzer(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    /// Analyses a question.
    public AnalysedQuestion analyse(String question) {
        List<Weighed> terms = weighed(question);
        boolean unspaced = terms.stream().anyMatch(term -> term.term().kind() == Kind.UNSPACED);
        List<Clause> clauses = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            clauses.add(clause(terms, i));
        }
        return new AnalysedQuestion(new TextQuery(clauses, unspaced ? MINIMUM_MATCH_UNSPACED : 0), keywords(terms));
    }

    /// The weighed terms of any text, such as a sentence of an answer; weights sum to 1.
    public List<Keyword> keywords(String text) {
        return keywords(weighed(text));
    }

    private List<Weighed> weighed(String text) {
        List<Term> terms = analyzer.terms(text);
        List<Weighed> telling = new ArrayList<>();
        int unspaced = 0;
        for (int place = 0; place < terms.size() && telling.size() < MOST_TERMS; place++) {
            Term term = terms.get(place);
            boolean spent = term.kind() == Kind.UNSPACED && unspaced >= MOST_UNSPACED;
            if (!spent && !isStopWord(term, text)) {
                telling.add(new Weighed(term, TermWeights.of(term), place));
                unspaced += term.kind() == Kind.UNSPACED ? 1 : 0;
            }
        }
        return telling.isEmpty() ? everything(terms) : shares(telling);
    }

    private static boolean isStopWord(Term term, String text) {
        if (term.kind() == Kind.UNSPACED) {
            return StopWords.contains(term.text());
        }
        String word = text.substring(term.start(), term.end()).toLowerCase(Locale.ROOT);
        return StopWords.contains(word.replaceFirst("['’]s$", "").replaceAll("['’]", ""));
    }

    private static List<Weighed> everything(List<Term> terms) {
        List<Weighed> all = new ArrayList<>();
        for (int place = 0; place < Math.min(terms.size(), MOST_UNSPACED); place++) {
            all.add(new Weighed(terms.get(place), 1, place));
        }
        return shares(all);
    }

    private static List<Weighed> shares(List<Weighed> terms) {
        double sum = terms.stream().mapToDouble(Weighed::weight).sum();
        return terms.stream()
                .map(term -> new Weighed(term.term(), term.weight() / sum, term.place()))
                .toList();
    }

    private static Clause clause(List<Weighed> terms, int at) {
        Weighed weighed = terms.get(at);
        float weight = (float) weighed.weight();
        List<Alternative> alternatives = new ArrayList<>();
        alternatives.add(new Alternative(List.of(weighed.term().text()), 0, weight));
        addParts(weighed.term(), weight, alternatives);
        addFine(weighed.term(), weight, alternatives);
        if (at + 1 < terms.size()) {
            addPair(weighed, terms.get(at + 1), alternatives);
        }
        return new Clause(alternatives);
    }

    private static void addParts(Term term, float weight, List<Alternative> alternatives) {
        List<String> parts = term.parts();
        if (parts.size() > 1) {
            alternatives.add(new Alternative(parts, SLOP_BETWEEN_PARTS, weight));
        }
        float share = (float) (weight * TermWeights.shareOfParts(term));
        for (String part : parts) {
            alternatives.add(new Alternative(List.of(part), 0, share / parts.size()));
        }
    }

    private static void addFine(Term term, float weight, List<Alternative> alternatives) {
        if (term.kind() != Kind.UNSPACED
                || term.text().codePointCount(0, term.text().length()) < 3) {
            return;
        }
        List<String> pairs = pairs(term);
        alternatives.add(new Alternative(pairs, 0, weight * FINE_PHRASE_FACTOR));
        for (String pair : pairs) {
            alternatives.add(new Alternative(List.of(pair), 0, weight * FINE_FACTOR));
        }
    }

    private static List<String> pairs(Term term) {
        int characters = term.text().codePointCount(0, term.text().length());
        return Analyzer.fine(List.of(term)).subList(0, characters - 1);
    }

    private static void addPair(Weighed left, Weighed right, List<Alternative> alternatives) {
        int between = right.place() - left.place() - 1;
        int repeated = left.term().parts().size();
        List<String> terms = List.of(left.term().text(), right.term().text());
        float weight = (float) Math.max(left.weight(), right.weight());
        alternatives.add(new Alternative(terms, between + repeated, weight * PAIR_FACTOR));
    }

    private static List<Keyword> keywords(List<Weighed> terms) {
        Map<String, Keyword> keywords = new LinkedHashMap<>();
        for (Weighed weighed : terms) {
            Term term = weighed.term();
            double ofParts = TermWeights.shareOfParts(term);
            add(keywords, term.text(), weighed.weight() * (1 - ofParts), term.kind());
            for (String part : term.parts()) {
                add(keywords, part, weighed.weight() * ofParts / term.parts().size(), term.kind());
            }
        }
        return List.copyOf(keywords.values());
    }

    private static void add(Map<String, Keyword> keywords, String term, double weight, Kind kind) {
        keywords.merge(
                term,
                new Keyword(term, weight, kind == Kind.UNSPACED),
                (one, two) -> new Keyword(term, one.weight() + two.weight(), one.unspaced()));
    }

    private record Weighed(Term term, double weight, int place) {}
}
