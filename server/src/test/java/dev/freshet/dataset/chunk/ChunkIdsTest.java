package dev.freshet.dataset.chunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.core.DocumentId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkIdsTest {
    /// Values of the reference implementation.
    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "Call me Ishmael. Some years ago--never mind how long precisely-, 02a2e85470d6fd96"
    })
    void hashesAsTheReferenceDoes(String text, String expected) {
        assertThat(String.format("%016x", XxHash64.hash(text.getBytes(UTF_8)))).isEqualTo(expected);
    }

    @Test
    void givesTheSameTextInTheSameDocumentTheSameId() {
        DocumentId document = new DocumentId("d1");
        assertThat(ChunkIds.of(document, "text")).isEqualTo(ChunkIds.of(document, "text"));
        assertThat(ChunkIds.of(document, "text")).isNotEqualTo(ChunkIds.of(new DocumentId("d2"), "text"));
        assertThat(ChunkIds.of(document, "text").value()).matches("[0-9a-f]{16}");
    }
}
