package dev.freshet.chat.ask;

import dev.freshet.chat.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A map of passages without a model: their documents and, beneath each, the headings that stand in its passages,
/// or a passage's first sentence where it has none. Every title is text of the documents.
final class DocumentOutline {
    private static final Pattern FIRST_SENTENCE = Pattern.compile("\\A(.+?)(?:[.!?](?=\\s|\\z)|[。！？；]|\\n|\\z)");
    private static final int LONGEST = 80;

    private DocumentOutline() {}

    static Outline of(Found found) {
        Map<String, List<Outline>> documents = new LinkedHashMap<>();
        for (Found.Passage passage : found.passages()) {
            documents
                    .computeIfAbsent(passage.reference().documentName(), name -> new ArrayList<>())
                    .addAll(titles(passage.reference().content()));
        }
        return Outline.merged(documents.entrySet().stream()
                .map(document -> new Outline(document.getKey(), document.getValue()))
                .toList());
    }

    private static List<Outline> titles(String passage) {
        List<String> headings = MarkdownOutline.headings(passage);
        List<String> titles = headings.isEmpty() ? firstSentence(passage) : headings;
        return titles.stream().map(title -> new Outline(title, List.of())).toList();
    }

    private static List<String> firstSentence(String passage) {
        Matcher sentence = FIRST_SENTENCE.matcher(passage.strip());
        return sentence.find() ? List.of(shortened(sentence.group(1).strip())) : List.of();
    }

    /// Cut between words where there are any.
    private static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int blank = text.lastIndexOf(' ', LONGEST);
        int end = blank > LONGEST / 2 ? blank : text.offsetByCodePoints(0, text.codePointCount(0, LONGEST));
        return text.substring(0, end) + "…";
    }
}
