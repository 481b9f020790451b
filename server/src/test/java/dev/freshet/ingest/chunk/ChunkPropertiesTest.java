package dev.freshet.ingest.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.ChunkSettings;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Box;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.text.TokenCounter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every document: random blocks, random settings; the seed of a failure is its parameter.
class ChunkPropertiesTest {
    private static final TokenCounter TOKENS = new TokenCounter();
    private static final int DOCUMENTS = 60;
    private static final List<String> FILES = List.of("a.txt", "a.md", "a.pdf", "a.java", "a.xlsx", "a.json");
    private static final List<String> ATOMS = List.of(
            "word",
            "Sentence. ",
            "What? ",
            "年假十五天。",
            "AB-1234",
            "\n",
            "\n\n",
            "; ",
            "a\u0301",
            "\uD83D\uDC69\u200D\uD83D\uDCBB",
            "extraordinarilylongwordwithoutbreak",
            "\t",
            "    indented\n",
            "naïve ",
            " 3.14 ");
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final String DELIMITERS = "\n。;!?";

    private final Chunker chunker = new Chunker(TOKENS);

    static List<Long> seeds() {
        Random random = new Random(20261122);
        return IntStream.range(0, DOCUMENTS).mapToObj(i -> random.nextLong()).toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyCharacterStandsInAChunk(long seed) {
        Case given = Case.random(seed);

        Map<Integer, Integer> left = count(given.content());
        given.chunks(chunker).forEach(chunk -> count(chunk.text()).forEach((c, n) -> left.merge(c, -n, Integer::sum)));

        assertThat(left.values()).as("seed %d: %s", seed, given.settings()).allMatch(missing -> missing <= 0);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noChunkIsBlankOrTooLarge(long seed) {
        Case given = Case.random(seed);

        // a chunk within its size takes one more piece, which is within it too; headings and marks of tables, code
        // and quotations come on top, and a character may be several tokens
        int most = 2 * given.settings().chunkTokens() + 64;
        assertThat(given.chunks(chunker))
                .as("seed %d: %s", seed, given.settings())
                .allSatisfy(chunk -> {
                    assertThat(chunk.text()).isNotBlank();
                    assertThat(TOKENS.count(chunk.text())).isLessThanOrEqualTo(most);
                    assertThat(chunk.text()).doesNotContain("\uFFFD");
                    assertThat(Character.isLowSurrogate(chunk.text().charAt(0))).isFalse();
                });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyBoxIsInAChunkAndInOrder(long seed) {
        Case given = Case.random(seed);
        List<Box> expected = given.document().blocks().stream()
                .flatMap(block -> block.boxes().stream())
                .toList();

        Set<Box> found = new LinkedHashSet<>();
        given.chunks(chunker).forEach(chunk -> found.addAll(chunk.boxes()));

        assertThat(List.copyOf(found)).as("seed %d: %s", seed, given.settings()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theSameDocumentGivesTheSameChunks(long seed) {
        Case given = Case.random(seed);

        assertThat(given.chunks(new Chunker(TOKENS))).as("seed %d", seed).isEqualTo(given.chunks(chunker));
    }

    @Test
    void aVeryLongLineIsCutInLinearTime() {
        String line = "One sentence follows another. ".repeat(40_000);

        List<ChunkDraft> chunks = chunker.chunk(
                ChunkMethod.NAIVE, Blocks.document(Block.paragraph(line)), "a.txt", ChunkSettings.defaults());

        assertThat(chunks).hasSizeBetween(390, 420);
        assertThat(chunks.stream().map(ChunkDraft::text).collect(Collectors.joining(" ")))
                .isEqualTo(line.strip());
    }

    private static Map<Integer, Integer> count(String text) {
        Map<Integer, Integer> counts = new HashMap<>();
        text.codePoints()
                .filter(character -> !Character.isWhitespace(character))
                .forEach(character -> counts.merge(character, 1, Integer::sum));
        return counts;
    }

    /// A random document with random settings.
    private record Case(ParsedDocument document, String fileName, ChunkSettings settings) {
        static Case random(long seed) {
            Random random = new Random(seed);
            List<Block> blocks = new ArrayList<>();
            int count = 1 + random.nextInt(25);
            for (int i = 0; i < count; i++) {
                Block block = block(random, i);
                if (!block.text().isBlank()) {
                    blocks.add(block);
                }
            }
            int[] sizes = {8, 20, 64, 128, 512};
            ChunkSettings settings = new ChunkSettings(
                    sizes[random.nextInt(sizes.length)],
                    random.nextBoolean() ? "\n" : DELIMITERS,
                    random.nextInt(3) * 30,
                    random.nextBoolean(),
                    "",
                    "DeepDOC");
            String fileName = FILES.get(random.nextInt(FILES.size()));
            return new Case(new ParsedDocument(blocks, Map.of(), 0), fileName, settings);
        }

        List<ChunkDraft> chunks(Chunker chunker) {
            return chunker.chunk(ChunkMethod.NAIVE, document, fileName, settings);
        }

        /// All text, as it must be found again; HTML tables escape some of it, which the atoms do not hold.
        String content() {
            return document.blocks().stream().map(Block::text).collect(Collectors.joining("\n"));
        }

        private static Block block(Random random, int number) {
            Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            int level = kind == Kind.HEADING || kind == Kind.LIST_ITEM ? 1 + random.nextInt(4) : 0;
            String text = text(random, kind == Kind.HEADING ? 8 : 60);
            String label = kind == Kind.TABLE_ROW && random.nextBoolean() ? "Name\tValue" : "";
            return new Block(kind, level, text, 1, boxes(random, number), label);
        }

        private static String text(Random random, int atoms) {
            return IntStream.range(0, 1 + random.nextInt(atoms))
                    .mapToObj(i -> ATOMS.get(random.nextInt(ATOMS.size())))
                    .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
        }

        private static List<Box> boxes(Random random, int number) {
            return IntStream.range(0, random.nextInt(6))
                    .mapToObj(i ->
                            new Box(1, 10, 20 + random.nextInt(200), number * 100 + i * 10, number * 100 + i * 10 + 9))
                    .toList();
        }
    }
}
