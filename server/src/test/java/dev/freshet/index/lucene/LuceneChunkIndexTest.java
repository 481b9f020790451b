package dev.freshet.index.lucene;

import static dev.freshet.index.TestChunks.DATASET;
import static dev.freshet.index.TestChunks.DOCUMENT;
import static dev.freshet.index.TestChunks.chunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.core.AppException;
import dev.freshet.index.ChunkIndex;
import dev.freshet.index.ChunkIndexContract;
import dev.freshet.index.ChunkTokens;
import dev.freshet.index.IndexedChunk;
import dev.freshet.index.SearchResult.Hit;
import dev.freshet.index.TestChunks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LuceneChunkIndexTest extends ChunkIndexContract {
    @TempDir
    private Path copy;

    @Override
    protected ChunkIndex open(Path folder) {
        return LuceneChunkIndex.open(folder);
    }

    /// The files as a crash would leave them: copied while the index is open.
    @Test
    void losesOnlyWhatWasNotCommittedInACrash() throws IOException {
        index.put(chunk("c1", "saved"));
        index.markComplete();
        index.put(chunk("c2", "unsaved"));
        copyFiles();
        try (ChunkIndex reopened = open(copy)) {
            assertThat(reopened.isComplete()).isTrue();
            assertThat(reopened.size()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"segments_", ".cfs", ".si"})
    void beginsAnewWhenAFileIsCutShort(String part) throws IOException {
        index.put(chunk("c1", "word"));
        index.markComplete();
        copyFiles();
        for (Path file : files(copy)) {
            if (file.getFileName().toString().contains(part)) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        try (ChunkIndex reopened = open(copy)) {
            assertThat(reopened.isComplete()).isFalse();
            assertThat(reopened.size()).isZero();
            reopened.put(chunk("c1", "word"));
            reopened.markComplete();
        }
        try (ChunkIndex reopened = open(copy)) {
            assertThat(reopened.isComplete()).isTrue();
            assertThat(reopened.size()).isEqualTo(1);
        }
    }

    @Test
    void beginsAnewWhenAFileIsMissing() throws IOException {
        index.put(chunk("c1", "word"));
        index.markComplete();
        copyFiles();
        for (Path file : files(copy)) {
            if (file.toString().endsWith(".cfs")) {
                Files.delete(file);
            }
        }
        try (ChunkIndex reopened = open(copy)) {
            assertThat(reopened.isComplete()).isFalse();
        }
    }

    @Test
    void refusesAFolderThatIsInUse() {
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(AppException.Broken.class)
                .hasMessageContaining("in use by another process");
    }

    @Test
    void saysSoWhenItIsClosed() {
        index.close();
        assertThatThrownBy(() -> found("word")).isInstanceOf(AppException.Broken.class);
        index = open(folder);
    }

    /// BM25 (k1 1.2, b 0.75) computed by hand over the content field, which counts twice.
    @Test
    void scoresByBm25() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<IndexedChunk> chunks = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ChunkTokens tokens = new ChunkTokens("", "", words(random), "", "", "", "");
            chunks.add(TestChunks.withTokens(chunk("c" + i, ""), tokens));
        }
        index.replaceDocument(DATASET, DOCUMENT, chunks);
        List<Hit> hits = search(text("w1 w3 w9"), null);
        for (Hit hit : hits) {
            double expected = 2 * (bm25("w1", hit, chunks) + bm25("w3", hit, chunks) + bm25("w9", hit, chunks));
            assertThat(hit.score()).as("seed %d", seed).isCloseTo(expected, within(expected * 1e-4));
        }
        assertThat(hits).as("seed %d", seed).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
        assertThat(hits).as("seed %d", seed).hasSize(matching(chunks));
    }

    /// 10 to 39 words, so that Lucene's one-byte lengths are exact.
    private static String words(Random random) {
        List<String> words = new ArrayList<>();
        for (int i = 10 + random.nextInt(30); i > 0; i--) {
            words.add("w" + (int) (Math.abs(random.nextGaussian()) * 12));
        }
        return String.join(" ", words);
    }

    private static int matching(List<IndexedChunk> chunks) {
        return (int) chunks.stream()
                .map(chunk -> List.of(chunk.tokens().content().split(" ", -1)))
                .filter(words -> words.contains("w1") || words.contains("w3") || words.contains("w9"))
                .limit(50)
                .count();
    }

    private static double bm25(String term, Hit hit, List<IndexedChunk> chunks) {
        List<List<String>> texts = chunks.stream()
                .map(chunk -> List.of(chunk.tokens().content().split(" ", -1)))
                .toList();
        double average = texts.stream().mapToInt(List::size).average().orElseThrow();
        long holding = texts.stream().filter(text -> text.contains(term)).count();
        List<String> words = List.of(hit.tokens().content().split(" ", -1));
        double idf = Math.log(1 + (texts.size() - holding + 0.5) / (holding + 0.5));
        int frequency = Collections.frequency(words, term);
        double length = words.size() / average;
        return idf * frequency / (frequency + 1.2 * (0.25 + 0.75 * length));
    }

    private void copyFiles() throws IOException {
        for (Path file : files(folder)) {
            if (!file.endsWith("write.lock")) {
                Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
