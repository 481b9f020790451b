package dev.freshet.model.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The oracle is the tokenizers library that made the file.
class WordPieceTokenizerTest {
    private static WordPieceTokenizer tokenizer;
    private static HuggingFaceTokenizer oracle;

    @TempDir
    static Path folder;

    @BeforeAll
    static void open() throws IOException {
        System.setProperty("DJL_CACHE_DIR", folder.toString());
        System.setProperty("ENGINE_CACHE_DIR", folder.toString());
        System.setProperty("DJL_OFFLINE", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        try (InputStream file = tokenizerFile()) {
            tokenizer = new WordPieceTokenizer(Vocabulary.read(file));
        }
        try (InputStream file = tokenizerFile()) {
            oracle = HuggingFaceTokenizer.newInstance(file, Map.of("truncation", "true", "maxLength", "64"));
        }
    }

    private static InputStream tokenizerFile() {
        return Objects.requireNonNull(
                WordPieceTokenizerTest.class.getResourceAsStream("/bge-small-en-v1.5-q-tokenizer.json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "How many days of holiday do I get?",
                "Embeddings, retokenisation & unaffable-ness: AB-1234/x_y@z.example (100%)!",
                "Größe, naïve café, Ångström, İstanbul, ΑΒΓ, Привет",
                "员工手册：每年有25天年假。請假流程？",
                "日本語のテキスト 한국어 텍스트",
                "tab\there\nnew\r\nline\u00A0hard blank\u200Bzero width\u0007bell\uFFFDlost",
                "emoji 😀 and 𠀀 rare Han, “quotes” — dash … ¿que?",
                "\"back\\slash\" `tick` ~^$+<=>|",
                "word word word word word word word word word word word word word word word word word word word word"
                        + " word word word word word word word word word word word word word word word word word word"
                        + " word word word word word word word word word word word word word word word word word word"
                        + " word word word word word word word word word word word word word word word word word tail"
            })
    void splitsAsTheReferenceDoes(String text) {
        assertThat(tokenizer.encode(text, 64)).isEqualTo(expected(text));
    }

    @Test
    void takesAWordBeyondAHundredCharactersAsUnknown() {
        assertThat(tokenizer.encode("a".repeat(100), 64)).isEqualTo(expected("a".repeat(100)));
        assertThat(tokenizer.encode("a".repeat(101), 64))
                .isEqualTo(new int[] {WordPieceTokenizer.START, WordPieceTokenizer.UNKNOWN, WordPieceTokenizer.END});
    }

    @Test
    void cutsAtTheLimitAndKeepsTheEndPiece() {
        int[] pieces = tokenizer.encode("one two three four five", 4);
        assertThat(pieces).hasSize(4).startsWith(WordPieceTokenizer.START).endsWith(WordPieceTokenizer.END);
    }

    @Test
    void agreesWithTheReferenceOnRandomText() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> parts = List.of(
                "the", "Policy", "un", "believ", "able", " ", " ", " ", "-", ".", ",", "é", "Ü", "ß", "中", "文", "字",
                "。", "9", "42", "\n", "😀", "x86_64", "ñ", "\u0301", "ſ", "ﬁ", "İ", "が", "한", "“", "\u00AD", "\u2028");
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            assertThat(tokenizer.encode(text.toString(), 64))
                    .as("seed %d, text <%s>", seed, text)
                    .isEqualTo(expected(text.toString()));
        }
    }

    private static int[] expected(String text) {
        return Arrays.stream(oracle.encode(text).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }
}
