package dev.freshet.model.builtin;

import dev.freshet.model.Prompt;
import dev.freshet.model.builtin.Sentence.Kind;
import dev.freshet.model.builtin.SentenceScorer.Scored;
import dev.freshet.text.Analyzer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Composes an answer from sentences of the prompt's passages, each followed by its mark `[ID:n]`.
final class Extract {
    private static final int MOST_SENTENCES = 3;
    private static final int MOST_LIST_ITEMS = 6;

    /// How near a further sentence must come to the best one.
    private static final double WORTH_ADDING = 0.8;

    private static final String NO_PASSAGE =
            "The built-in answerer only quotes from documents, and no passage was found for this question.";
    private static final String NO_PASSAGE_CHINESE = "内置应答器只引用文档中的原文，没有找到与此问题相关的段落。";

    private final Analyzer analyzer;

    Extract(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    String answer(Prompt prompt) {
        List<List<Sentence>> passages = IntStream.range(0, prompt.passages().size())
                .mapToObj(
                        index -> SentenceSplitter.split(index, prompt.passages().get(index)))
                .toList();
        QuestionTerms question = QuestionTerms.of(prompt.question(), analyzer);
        List<Scored> ranked = new SentenceScorer(analyzer, question).rank(passages);
        if (ranked.isEmpty()) {
            return isChinese(prompt.question()) ? NO_PASSAGE_CHINESE : NO_PASSAGE;
        }
        return choose(ranked).stream()
                .map(sentence -> quote(sentence, passages.get(sentence.passage())))
                .distinct()
                .collect(Collectors.joining("\n\n"));
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(Character::isIdeographic);
    }

    /// The best sentence and up to two that come near it and say something else. They name what numbers of the
    /// question the best one names: who asks of one year is not told of another.
    private static List<Sentence> choose(List<Scored> ranked) {
        List<Sentence> chosen = new ArrayList<>();
        double enough = ranked.getFirst().score() * WORTH_ADDING;
        Set<String> numbers = ranked.getFirst().numbers();
        for (Scored candidate : ranked) {
            if (candidate.score() < enough || chosen.size() == MOST_SENTENCES) {
                break;
            }
            if (!candidate.sharesATerm() && candidate.sentence().passage() > 0) {
                break;
            }
            Sentence sentence = candidate.sentence();
            if (chosen.isEmpty()
                    || (!sentence.leadsOn()
                            && candidate.terms().containsAll(numbers)
                            && chosen.stream().noneMatch(other -> overlaps(other, sentence)))) {
                chosen.add(sentence);
            }
        }
        return chosen;
    }

    /// Passages of one document may share text, and a sentence that leads on brings its neighbours along.
    private static boolean overlaps(Sentence first, Sentence second) {
        return first.text().contains(second.text())
                || second.text().contains(first.text())
                || (first.leadsOn() && first.passage() == second.passage() && second.place() > first.place());
    }

    private static String quote(Sentence sentence, List<Sentence> passage) {
        String mark = " [ID:" + sentence.passage() + "]";
        return withFollowing(sentence, passage).stream()
                .map(part -> part.text() + (part.kind() == Kind.CODE ? "\n" : "") + mark)
                .collect(Collectors.joining("\n\n"));
    }

    /// A sentence that leads on is quoted with what it leads to: the next sentence, or the items of a list.
    private static List<Sentence> withFollowing(Sentence sentence, List<Sentence> passage) {
        List<Sentence> quoted = new ArrayList<>(List.of(sentence));
        int next = sentence.place() + 1;
        while (quoted.getLast().leadsOn() && next < passage.size() && quoted.size() < MOST_SENTENCES) {
            quoted.add(passage.get(next++));
        }
        boolean list = quoted.size() > 1 && quoted.getLast().kind() == Kind.LIST_ITEM;
        while (list && next < passage.size() && quoted.size() <= MOST_LIST_ITEMS) {
            Sentence item = passage.get(next++);
            if (item.kind() != Kind.LIST_ITEM) {
                break;
            }
            quoted.add(item);
        }
        return quoted;
    }
}
