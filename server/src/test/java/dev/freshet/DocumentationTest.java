package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.architecture.SourceRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keeps the pages about the code true.
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern DECLARATION = Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");
    private static final Pattern LINK = Pattern.compile("(?<![\\w/])docs/[\\w/.-]+\\w");

    private static final Pattern RELATIVE_LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)(?:#[^)]*)?\\)");

    @ParameterizedTest
    @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md"})
    void everyTypeThatIsNamedExists(String page) throws IOException {
        Set<String> types = declaredTypes();
        assertThat(SourceRules.typesNamedIn(Files.readString(ROOT.resolve(page))))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(types).contains(lastPart(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md", "freshet", ".mvn/checkstyle.xml"})
    void everyPageThatIsNamedExists(String page) throws IOException {
        assertThat(LINK.matcher(Files.readString(ROOT.resolve(page))).results().map(MatchResult::group))
                .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
    }

    @Test
    void everyLinkBetweenPagesLeadsToAPage() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            List<Path> pages = Stream.concat(
                            files,
                            Stream.of("README.md", "ARCHITECTURE.md", "examples/README.md")
                                    .map(ROOT::resolve))
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
            for (Path page : pages) {
                assertThat(RELATIVE_LINK
                                .matcher(Files.readString(page))
                                .results()
                                .map(match -> match.group(1)))
                        .as(page.toString())
                        .allSatisfy(
                                link -> assertThat(page.resolveSibling(link)).exists());
            }
        }
    }

    @Test
    void aTypeThatDoesNotExistWouldBeFound() {
        assertThat(declaredTypes()).contains("Main", "DocumentationTest").doesNotContain("ChatFactoryManager");
    }

    private static Set<String> declaredTypes() {
        return SourceRules.read(Path.of("src/main/java"), Path.of("src/test/java")).values().stream()
                .flatMap(source -> DECLARATION.matcher(source).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
