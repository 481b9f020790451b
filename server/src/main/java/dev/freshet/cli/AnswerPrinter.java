package dev.freshet.cli;

import dev.freshet.cli.AnswerEvents.Source;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Prints an answer as it comes, with the wire's markers `[ID:0]` as `[1]`, and then the sources by number.
final class AnswerPrinter {
    private static final Pattern MARKER = Pattern.compile("\\[ID:(\\d{1,6})]");
    private static final Pattern BEGUN_MARKER = Pattern.compile("\\[(I(D(:\\d{0,6})?)?)?$");
    private static final int EXCERPT = 100;

    private final PrintWriter out;
    private final SortedSet<Integer> cited = new TreeSet<>();
    private List<Source> sources = new ArrayList<>();
    private String heldBack = "";

    AnswerPrinter(PrintWriter out) {
        this.out = out;
    }

    /// Prints what is new, but for the beginning of a marker whose rest is still to come.
    void text(String delta) {
        String text = heldBack + delta;
        Matcher begun = BEGUN_MARKER.matcher(text);
        int end = begun.find() ? begun.start() : text.length();
        heldBack = text.substring(end);
        out.print(numbered(text.substring(0, end)));
        out.flush();
    }

    /// Takes what comes with the end of an answer.
    ///
    /// @param whole the answer with all of its markers
    /// @param references the passages that the markers count, from 0
    void ended(String whole, List<Source> references) {
        numbered(whole);
        if (!references.isEmpty()) {
            sources = List.copyOf(references);
        }
    }

    /// Prints the sources that the answer cites, or all where it cites none.
    void finish() {
        out.println(heldBack);
        List<Integer> numbers =
                cited.stream().filter(number -> number < sources.size()).toList();
        List<Integer> shown = numbers.isEmpty() ? allNumbers() : numbers;
        if (!shown.isEmpty()) {
            out.println();
            out.println("Sources:");
            shown.forEach(number -> out.println("  [" + (number + 1) + "] " + describe(sources.get(number))));
        }
        out.flush();
    }

    private List<Integer> allNumbers() {
        return IntStream.range(0, sources.size()).boxed().toList();
    }

    private String numbered(String text) {
        return MARKER.matcher(text).replaceAll(this::number);
    }

    private String number(MatchResult marker) {
        int number = Integer.parseInt(marker.group(1));
        cited.add(number);
        return "[" + (number + 1) + "]";
    }

    private static String describe(Source source) {
        String content =
                String.valueOf(source.content()).replaceAll("\\s+", " ").strip();
        String excerpt = content.length() > EXCERPT ? content.substring(0, EXCERPT) + "..." : content;
        return source.document_name() + ": " + excerpt;
    }
}
