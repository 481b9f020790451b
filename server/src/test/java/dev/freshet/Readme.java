package dev.freshet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// What README.md shows of the program.
final class Readme {
    private static final Pattern BLOCK = Pattern.compile("^```\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\[\\d+(?=/)|[\\w-]*…");

    private Readme() {}

    /// The fenced blocks, in their order.
    static List<String> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("../README.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /// What a line of a transcript stands for: any text where it has an ellipsis, with the word before it, any number
    /// of documents that are done, and the address of this server.
    static Pattern pattern(String shown, String address) {
        String line = shown.replace("http://127.0.0.1:9380", address);
        StringBuilder pattern = new StringBuilder();
        int end = 0;
        for (var variable : VARIABLE.matcher(line).results().toList()) {
            pattern.append(Pattern.quote(line.substring(end, variable.start())));
            pattern.append(variable.group().startsWith("[") ? "\\[\\d+" : ".*");
            end = variable.end();
        }
        return Pattern.compile(
                pattern.append(Pattern.quote(line.substring(end))).toString());
    }
}
