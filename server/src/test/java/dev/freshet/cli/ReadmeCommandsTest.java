package dev.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Every command that the pages for newcomers print is one that the program has.
class ReadmeCommandsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern COMMAND = Pattern.compile("^ *(?:\\$ |or: +)?\\./freshet (.+)$", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @Test
    void theReadmeStartsTheHandbookAndAsks() throws IOException {
        assertThat(commands("README.md"))
                .contains(List.of("serve", "--with", "examples/handbook"))
                .contains(List.of("ask", "What does E-4071 mean?"));
        assertThat(ROOT.resolve("examples/handbook")).isDirectory();
    }

    @Test
    void everyPrintedCommandIsUnderstood() throws IOException {
        List<List<String>> all = new ArrayList<>();
        try (Stream<Path> pages = Stream.concat(
                Stream.of(ROOT.resolve("README.md"), ROOT.resolve("examples/README.md")),
                Files.walk(ROOT.resolve("docs")).filter(page -> page.toString().endsWith(".md")))) {
            for (Path page : pages.toList()) {
                all.addAll(commands(ROOT.relativize(page).toString()));
            }
        }
        assertThat(all)
                .hasSizeGreaterThan(3)
                .allSatisfy(words -> assertThatCode(() -> line().parseArgs(words.toArray(String[]::new)))
                        .as(String.join(" ", words))
                        .doesNotThrowAnyException());
    }

    @Test
    void aCommandThatDoesNotExistWouldBeFound() {
        assertThatCode(() -> line().parseArgs("serve", "--whith", "x")).isInstanceOf(Exception.class);
        assertThatCode(() -> line().parseArgs("sreve")).isInstanceOf(Exception.class);
    }

    private static CommandLine line() {
        return new CommandLineInterface(
                        Map.of(),
                        new ServeCommand(Map.of(), request -> {
                            throw new AssertionError("nothing must start");
                        }),
                        new ReindexCommand(Map.of(), (settings, say) -> {
                            throw new AssertionError("nothing must start");
                        }))
                .commandLine();
    }

    /// The words of each line that calls the program; remarks after `#` and where the output goes left out.
    private static List<List<String>> commands(String page) throws IOException {
        String text = Files.readString(ROOT.resolve(page));
        return COMMAND.matcher(text)
                .results()
                .map(match -> words(match.group(1).replaceAll("\\s+[#>].*", "")))
                .toList();
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return words;
    }
}
