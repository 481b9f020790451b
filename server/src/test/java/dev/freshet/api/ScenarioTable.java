package dev.freshet.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Reads scenarios from a text among the test resources. Each is a block of lines that a blank line ends:
///
///     §3.1 the rule with its section           (`#` lines before it are comments)
///     POST /api/v1/datasets                    (`~POST …`: asked again until the answer is right)
///     + Content-Type: text/plain               (any number of request headers; `-` for none of this name)
///     {"name": "a"}                            (`-` for no body; `form field=value @name=content` for a form)
///     HTTP 404                                 (only where it is not 200)
///     < Content-Type: application/json         (headers of the answer)
///     {"code": 0, "data": {"id": "*id"}}       (see [ExpectedAnswer.Form]; frames begin with `data:`)
///     > dataset /data/id                       (keeps a value)
///
/// Paths under `/api/v1` are asked with `{{key}}`, those under `/v1/api` with `{{bound}}`, all others with
/// `{{login}}`, unless a header says otherwise.
public final class ScenarioTable {
    private static final Pattern FURTHER_HEADER = Pattern.compile("\\+ (\\S+): (.*)");
    private static final Pattern DEMANDED_HEADER = Pattern.compile("< (\\S+): (.*)");

    private final List<String> lines;

    private ScenarioTable(String block) {
        lines = new ArrayList<>(Arrays.asList(block.strip().split("\n")));
        lines.removeIf(line -> line.startsWith("# "));
    }

    /// The scenarios of `scenarios/NAME.txt`.
    public static List<Scenario> read(String name) throws IOException {
        try (InputStream in = ScenarioTable.class.getResourceAsStream("/scenarios/" + name + ".txt")) {
            if (in == null) {
                throw new IOException("there is no scenarios/" + name + ".txt");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.strip().split("\n\n+"))
                    .map(ScenarioTable::new)
                    .filter(block -> !block.lines.isEmpty())
                    .map(ScenarioTable::scenario)
                    .toList();
        }
    }

    private Scenario scenario() {
        String rule = lines.removeFirst();
        String request = lines.removeFirst();
        boolean eventually = request.startsWith("~");
        Scenario row = Scenario.of(rule, eventually ? request.substring(1) : request);
        row = withBody(withHeaders(row.header("Authorization", token(row.path()))));
        row = withAnswer(row);
        return eventually ? row.inTheEnd() : row;
    }

    private Scenario withHeaders(Scenario plain) {
        Scenario row = plain;
        while (lines.getFirst().startsWith("+ ")) {
            var header = FURTHER_HEADER.matcher(lines.removeFirst());
            if (!header.matches()) {
                throw new IllegalArgumentException(row.rule() + ": no header");
            }
            row = header.group(2).equals("-")
                    ? row.without(header.group(1))
                    : row.header(header.group(1), header.group(2));
        }
        return row;
    }

    private Scenario withBody(Scenario row) {
        String body = lines.removeFirst();
        if (body.equals("-")) {
            return row;
        }
        if (body.equals("form") || body.startsWith("form ")) {
            return row.sends(
                    "multipart/form-data; boundary=edge",
                    form(body.substring("form".length()).strip()));
        }
        return row.sends(row.headers().getOrDefault("Content-Type", "application/json"), body);
    }

    private Scenario withAnswer(Scenario plain) {
        Scenario row = plain;
        ExpectedAnswer answer = ExpectedAnswer.anything();
        if (lines.getFirst().matches("HTTP \\d+")) {
            answer = ExpectedAnswer.status(Integer.parseInt(lines.removeFirst().substring("HTTP ".length())));
        }
        List<String> body = new ArrayList<>();
        for (String line : lines) {
            var header = DEMANDED_HEADER.matcher(line);
            if (header.matches()) {
                answer = answer.with(header.group(1), header.group(2));
            } else if (line.startsWith("> ")) {
                String[] kept = line.split(" ");
                row = row.keep(kept[1], kept[2]);
            } else {
                body.add(line);
            }
        }
        return row.expects(answer.with(body));
    }

    private static String token(String path) {
        if (path.startsWith("/api/v1")) {
            return "Bearer {{key}}";
        }
        return path.startsWith("/v1/api/") ? "Bearer {{bound}}" : "{{login}}";
    }

    private static String form(String parts) {
        StringBuilder form = new StringBuilder();
        for (String part : parts.isEmpty() ? new String[0] : parts.split(" ")) {
            String[] words = part.split("=", 2);
            boolean file = words[0].startsWith("@");
            form.append("--edge\r\nContent-Disposition: form-data; name=\"")
                    .append(file ? "file\"; filename=\"" + words[0].substring(1) : words[0])
                    .append("\"\r\n\r\n")
                    .append(words[1].replace('+', ' ').replace("\\n", "\n").replace("\\t", "\t"))
                    .append("\r\n");
        }
        return form.append("--edge--\r\n").toString();
    }
}
