package dev.freshet.api.ragflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Clients compare messages literally, so each message of the wire is demanded by some scenario, or stands in the
/// list of deliberate differences with its reason.
class WireMessagesTest {
    private static final Path TESTS = Path.of("src/test/java/dev/freshet");
    private static final Path TABLES = Path.of("src/test/resources/scenarios");
    private static final Path DIFFERENCES = Path.of("../docs/reference/differences.md");
    private static final String VARIABLE = "{}";

    @Test
    void everyMessageIsDemandedOrADeliberateDifference() throws IOException {
        List<String> lines = new ArrayList<>(texts(TESTS, "Test.java"));
        lines.addAll(texts(TABLES, ".txt"));
        lines.add(plain(Files.readString(DIFFERENCES)));

        List<String> missing = Files.readAllLines(Path.of("src/test/resources/wire-messages.tsv")).stream()
                .filter(row -> lines.stream().noneMatch(text -> stands(row.split("\t", 2)[1], text)))
                .toList();

        assertThat(missing)
                .as("messages that neither a scenario nor docs/reference/differences.md names")
                .isEmpty();
    }

    private static List<String> texts(Path folder, String ending) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(ending)).toList()) {
                texts.add(plain(Files.readString(file)));
            }
        }
        return texts;
    }

    /// Whether the fixed parts of the message stand in the text in their order and near to each other.
    private static boolean stands(String message, String text) {
        String[] parts = plain(message).split("\\Q" + VARIABLE + "\\E", -1);
        for (int at = text.indexOf(parts[0]); at >= 0; at = text.indexOf(parts[0], at + 1)) {
            if (follows(text, at + parts[0].length(), parts)) {
                return true;
            }
            if (parts[0].isEmpty()) {
                return parts.length > 1 && text.contains(parts[1]);
            }
        }
        return false;
    }

    private static boolean follows(String text, int from, String... parts) {
        int at = from;
        for (int i = 1; i < parts.length; i++) {
            int next = text.indexOf(parts[i], at);
            if (next < 0 || next - at > 200) {
                return false;
            }
            at = next + parts[i].length();
        }
        return true;
    }

    /// Without quotes, escapes and line breaks of source text, in which scenarios write the same message in
    /// different ways.
    private static String plain(String text) {
        return text.replace("\\u0027", "'")
                .replaceAll("\"\\s*\\+\\s*\"", "")
                .replaceAll("[\"'\\\\]", "")
                .replaceAll("\\s+", " ")
                .replaceAll("<[a-z_]+>|\\{\\{[a-z_A-Z0-9.]+}}|\\$\\{[a-z_A-Z0-9.]+}", VARIABLE);
    }
}
