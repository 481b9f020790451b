package dev.freshet.chat.ask;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the outline that a Markdown text is: headings by their level, list items beneath them by their
/// indentation. Other lines are passed over; asterisks go.
final class MarkdownOutline {
    private static final Pattern HEADING = Pattern.compile("\\s{0,3}(#{1,6})\\s+(.*)");
    private static final Pattern ITEM = Pattern.compile("(\\s*)(?:[-*+]|\\d{1,3}[.)])\\s+(.*)");

    /// Below every heading.
    private static final int FIRST_ITEM_LEVEL = 10;

    private final Deque<Node> open = new ArrayDeque<>();
    private final List<Node> tops = new ArrayList<>();

    private MarkdownOutline() {}

    static List<Outline> of(String markdown) {
        MarkdownOutline outline = new MarkdownOutline();
        markdown.lines().forEach(line -> line(line).ifPresent(outline::add));
        return outline.tops.stream().map(Node::outline).toList();
    }

    /// The headings of a text alone, in order.
    static List<String> headings(String markdown) {
        return markdown.lines()
                .map(HEADING::matcher)
                .filter(Matcher::matches)
                .map(line -> plain(line.group(2)))
                .filter(title -> !title.isEmpty())
                .toList();
    }

    private static Optional<Node> line(String line) {
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
            return node(heading.group(1).length(), heading.group(2));
        }
        Matcher item = ITEM.matcher(line);
        return item.matches()
                ? node(FIRST_ITEM_LEVEL + item.group(1).replace("\t", "    ").length(), item.group(2))
                : Optional.empty();
    }

    private static Optional<Node> node(int level, String text) {
        String title = plain(text);
        return title.isEmpty() ? Optional.empty() : Optional.of(new Node(level, title, new ArrayList<>()));
    }

    private static String plain(String text) {
        return text.replace("*", "").strip();
    }

    private void add(Node node) {
        while (!open.isEmpty() && open.peek().level() >= node.level()) {
            open.pop();
        }
        if (open.isEmpty()) {
            tops.add(node);
        } else {
            open.peek().children().add(node);
        }
        open.push(node);
    }

    /// A node that still grows.
    private record Node(int level, String title, List<Node> children) {
        Outline outline() {
            return new Outline(title, children.stream().map(Node::outline).toList());
        }
    }
}
