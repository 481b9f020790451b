package dev.freshet.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Reads scenarios from a text among the test resources. Each is a block of lines that a blank line ends: the rule
/// with its section, method and path, the body (`-` for none), then the expected answer, see [JsonPattern]; a line
/// `> name where` keeps a value of the answer. A body `form field=value @name=content` is a form with fields and
/// files. Paths under `/api/v1` are asked with `{{key}}`, those under `/v1/api` with `{{bound}}`, all others with
/// `{{login}}`.
public final class ScenarioTable {
    private ScenarioTable() {}

    /// The scenarios of `scenarios/NAME.txt`.
    public static List<Scenario> read(String name) throws IOException {
        try (InputStream in = ScenarioTable.class.getResourceAsStream("/scenarios/" + name + ".txt")) {
            if (in == null) {
                throw new IOException("there is no scenarios/" + name + ".txt");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.strip().split("\n\n+"))
                    .map(ScenarioTable::scenario)
                    .toList();
        }
    }

    private static Scenario scenario(String block) {
        String[] lines = block.strip().split("\n", 4);
        Scenario row = Scenario.of(lines[0], lines[1]).header("Authorization", token(lines[1].split(" ", 2)[1]));
        if (lines[2].startsWith("form")) {
            row = row.sends(
                    "multipart/form-data; boundary=edge",
                    form(lines[2].substring("form".length()).strip()));
        } else if (!lines[2].equals("-")) {
            row = row.sends("application/json", lines[2]);
        }
        StringBuilder expected = new StringBuilder();
        for (String line : lines[3].split("\n")) {
            if (line.startsWith("> ")) {
                String[] kept = line.split(" ");
                row = row.keep(kept[1], kept[2]);
            } else {
                expected.append(line);
            }
        }
        return expected.charAt(0) == '{'
                ? withAnswer(row, expected.toString())
                : row.answersText(200, expected.toString());
    }

    /// As [Scenario#answers], but single quotes are themselves.
    private static Scenario withAnswer(Scenario row, String expected) {
        return new Scenario(
                row.rule(), row.method(), row.path(), row.headers(), row.body(), 200, expected, null, row.keeps());
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
                    .append(words[1].replace('+', ' '))
                    .append("\r\n");
        }
        return form.append("--edge--\r\n").toString();
    }
}
