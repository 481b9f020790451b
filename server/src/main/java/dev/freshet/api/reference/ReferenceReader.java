package dev.freshet.api.reference;

import dev.freshet.api.reference.ApiReference.Section;
import dev.freshet.api.reference.Operation.Caller;
import dev.freshet.api.reference.Operation.Parameter;
import dev.freshet.api.reference.Operation.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the page of routes. Blocks are separated by blank lines.
///
/// - `## Title` begins a section; further lines of the block introduce it.
/// - `POST /path | caller | summary` begins a route; `>` lines tell what it gives (`>>` for a stream of
///   events); lines with two blanks before them are parameters, other lines describe the route.
/// - A parameter is `place name type words`: a star after the name means that it is required, `=x` after the
///   type says what holds when it is absent. `as POST /path` takes over the parameters of a route further up.
final class ReferenceReader {
    private static final Pattern HEAD = Pattern.compile("([A-Z]+) (/\\S*) \\| (\\w+) \\| (.+)");
    private static final Pattern PARAMETER =
            Pattern.compile("  (query|header|body|form) (\\S+?)(\\*?) ([a-z]+)(?:=(\\S*))?(?: (.*))?");

    private final List<Section> sections = new ArrayList<>();
    private final List<Operation> all = new ArrayList<>();

    ApiReference read(String page) {
        List<Operation> current = new ArrayList<>();
        String title = "";
        String introduction = "";
        for (String block : page.strip().split("\n\\s*\n", -1)) {
            if (block.startsWith("## ")) {
                addSection(title, introduction, current);
                current.clear();
                String[] lines = block.split("\n", 2);
                title = lines[0].substring("## ".length());
                introduction = lines.length < 2 ? "" : lines[1].replace('\n', ' ');
            } else {
                Operation operation = operation(block.split("\n", -1));
                current.add(operation);
                all.add(operation);
            }
        }
        addSection(title, introduction, current);
        return new ApiReference(sections);
    }

    private void addSection(String title, String introduction, List<Operation> operations) {
        if (!operations.isEmpty()) {
            sections.add(new Section(title, introduction, operations));
        }
    }

    private Operation operation(String... lines) {
        Matcher head = match(HEAD, lines[0]);
        List<Parameter> parameters = new ArrayList<>();
        List<String> description = new ArrayList<>();
        String result = "";
        boolean streams = false;
        for (String line : List.of(lines).subList(1, lines.length)) {
            if (line.startsWith("  as ")) {
                parameters.addAll(named(line.substring("  as ".length())).parameters());
            } else if (line.startsWith("  ")) {
                parameters.add(parameter(line));
            } else if (line.startsWith(">")) {
                streams |= line.startsWith(">>");
                result = (result + " " + line.replaceFirst("^>+ ?", "")).strip();
            } else {
                description.add(line);
            }
        }
        return new Operation(
                head.group(1),
                head.group(2),
                Caller.valueOf(head.group(3).toUpperCase(Locale.ROOT)),
                head.group(4),
                String.join(" ", description),
                parameters,
                result,
                streams);
    }

    private Operation named(String key) {
        return all.stream()
                .filter(operation -> operation.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no route further up is " + key));
    }

    private static Parameter parameter(String line) {
        Matcher parts = match(PARAMETER, line);
        String standard = parts.group(5);
        String words = parts.group(6);
        return new Parameter(
                Place.valueOf(parts.group(1).toUpperCase(Locale.ROOT)),
                parts.group(2),
                Operation.Type.valueOf(parts.group(4).toUpperCase(Locale.ROOT)),
                !parts.group(3).isEmpty(),
                standard == null ? "" : standard,
                words == null ? "" : words);
    }

    private static Matcher match(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalStateException("a line of the page of routes is neither head nor parameter: " + line);
        }
        return matcher;
    }
}
