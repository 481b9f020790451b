package dev.freshet.model.builtin;

import dev.freshet.model.builtin.Sentence.Kind;
import dev.freshet.text.Analyzer;
import dev.freshet.text.Term;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds the sentences of passages that answer a question, by the terms they share with it.
///
/// A shared term counts by its rarity among all sentences (`ln(1 + sentences / with it)`), a pair of terms that
/// follow each other in both counts half as much again, and a term that stands elsewhere in the passage counts
/// 0.35: passages are about one thing. A sentence that has the number or date which the question wants, and one
/// from a passage that was found earlier, goes before its equals.
final class SentenceScorer {
    private static final double ELSEWHERE = 0.35;
    private static final double NEIGHBOURS = 0.5;
    private static final double HAS_WHAT_IS_WANTED = 1.4;
    private static final double LEADS_ON = 0.6;
    private static final double HEADER = 0.2;
    private static final double LATER_PASSAGE = 0.06;

    /// Characters beyond which a sentence is long and shares words by chance.
    private static final double LONG = 240;

    private final Analyzer analyzer;
    private final QuestionTerms question;
    private final List<String> order;

    SentenceScorer(Analyzer analyzer, QuestionTerms question) {
        this.analyzer = analyzer;
        this.question = question;
        this.order = List.copyOf(question.terms());
    }

    /// All sentences of the passages, best first; those of equal worth in the order of the passages.
    List<Scored> rank(List<List<Sentence>> passages) {
        List<Matched> matched =
                passages.stream().flatMap(Collection::stream).map(this::match).toList();
        Map<String, Double> rarity = rarity(matched);
        Map<Integer, Set<String>> ofPassage = new HashMap<>();
        matched.forEach(sentence -> ofPassage
                .computeIfAbsent(sentence.sentence().passage(), ignored -> new HashSet<>())
                .addAll(sentence.terms()));
        return matched.stream()
                .map(sentence -> new Scored(
                        sentence.sentence(),
                        score(
                                sentence,
                                ofPassage.getOrDefault(sentence.sentence().passage(), Set.of()),
                                rarity),
                        sentence.terms()))
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .toList();
    }

    private Matched match(Sentence sentence) {
        Set<String> shared = new HashSet<>();
        int pairs = 0;
        int last = -2;
        for (Term term : analyzer.terms(sentence.text())) {
            List<String> forms = new ArrayList<>(term.parts());
            forms.add(term.text());
            forms.retainAll(question.terms());
            shared.addAll(forms);
            int place = forms.isEmpty() ? -2 : order.indexOf(forms.getLast());
            pairs += place == last + 1 ? 1 : 0;
            last = place;
        }
        Analyzer.coarse(analyzer.terms(sentence.context())).stream()
                .filter(question.terms()::contains)
                .forEach(shared::add);
        return new Matched(sentence, shared, pairs);
    }

    private Map<String, Double> rarity(List<Matched> sentences) {
        Map<String, Double> rarity = new HashMap<>();
        for (String term : question.terms()) {
            long having = sentences.stream()
                    .filter(sentence -> sentence.terms().contains(term))
                    .count();
            rarity.put(term, having == 0 ? 0 : Math.log(1 + (double) sentences.size() / having));
        }
        return rarity;
    }

    private double score(Matched matched, Set<String> passageTerms, Map<String, Double> rarity) {
        Sentence sentence = matched.sentence();
        double own = sum(matched.terms(), rarity);
        double elsewhere = sum(passageTerms, rarity) - own;
        double pairs = matched.terms().isEmpty()
                ? 0
                : matched.pairs() * own / matched.terms().size();
        double score = own + ELSEWHERE * elsewhere + NEIGHBOURS * pairs + 1e-3;
        score *= question.wants().isIn(sentence.text()) ? HAS_WHAT_IS_WANTED : 1;
        score *= sentence.leadsOn() ? LEADS_ON : 1;
        score *= sentence.kind() == Kind.CODE ? LEADS_ON : 1;
        score *= sentence.kind() == Kind.HEADER_ROW || sentence.kind() == Kind.MAIL_HEADER ? HEADER : 1;
        score *= Math.max(0.4, 1 - LATER_PASSAGE * sentence.passage());
        return score / Math.max(1, Math.sqrt(sentence.text().length() / LONG));
    }

    private static double sum(Set<String> terms, Map<String, Double> rarity) {
        return terms.stream()
                .mapToDouble(term -> rarity.getOrDefault(term, 0.0))
                .sum();
    }

    /// A sentence with its worth, above 0, and the question's terms in it.
    record Scored(Sentence sentence, double score, Set<String> terms) {
        /// The question's numbers that it names, such as a year.
        Set<String> numbers() {
            return terms.stream()
                    .filter(term -> Character.isDigit(term.codePointAt(0)))
                    .collect(Collectors.toUnmodifiableSet());
        }

        /// Whether its passage has a term of the question at all.
        boolean sharesATerm() {
            return score > 0.01;
        }
    }

    /// A sentence with the question's terms in it and how many follow each other as in the question.
    private record Matched(Sentence sentence, Set<String> terms, int pairs) {}
}
