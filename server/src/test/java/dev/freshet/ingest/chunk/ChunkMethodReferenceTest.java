package dev.freshet.ingest.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChunkMethodReferenceTest {
    private static final Path REFERENCE = Path.of("docs", "reference", "chunk-methods.md");

    @ParameterizedTest
    @EnumSource(ChunkMethod.class)
    void everyMethodStandsInTheReference(ChunkMethod method) throws IOException {
        String page = Files.readString(root().resolve(REFERENCE));
        String row = page.lines()
                .filter(line -> line.startsWith("|") && line.contains("`" + method.key() + "`"))
                .findFirst()
                .orElse("");

        assertThat(row).as("row of " + method.key()).isNotEmpty();
        assertThat(row.contains("not available yet")).isEqualTo(!method.available());
        if (method.available()) {
            assertThat(page).contains("\n## " + method.key() + "\n");
        }
        for (String suffix : method.suffixes()) {
            assertThat(page).as("suffix of " + method.key()).containsPattern("\\b" + suffix + "\\b");
        }
    }

    /// The repository, whether tests run in it or in the module.
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve(REFERENCE)) ? here : here.resolveSibling("");
    }
}
