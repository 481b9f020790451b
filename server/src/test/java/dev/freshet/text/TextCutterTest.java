package dev.freshet.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextCutterTest {
    private final TokenCounter tokens = new TokenCounter();
    private final TextCutter cutter = new TextCutter(tokens);

    @Test
    void cutsBehindSentencesFirst() {
        assertThat(cutter.cut("One is here. Two is there. Three is gone.", 9))
                .containsExactly("One is here. Two is there. ", "Three is gone.");
    }

    @Test
    void cutsBehindWordsWhereASentenceIsTooLong() {
        assertThat(cutter.cut("alpha beta gamma delta", 2)).containsExactly("alpha beta ", "gamma delta");
    }

    @Test
    void neverCutsInsideACharacterAsPeopleSeeIt() {
        String coder = "\uD83D\uDC69\u200D\uD83D\uDCBB";

        assertThat(cutter.cut(coder + coder, 1)).containsExactly(coder, coder);
    }

    @Test
    void aWindowNeverEndsInsideASurrogatePair() {
        String text = " ".repeat(63) + "\uD83D\uDE00".repeat(60);

        assertThat(String.join("", cutter.cut(text, 4))).isEqualTo(text);
        assertThat(cutter.cut(text, 4))
                .noneMatch(part -> Character.isLowSurrogate(part.charAt(0)))
                .noneMatch(part -> Character.isHighSurrogate(part.charAt(part.length() - 1)));
    }

    @Test
    void textThatFitsIsOnePart() {
        assertThat(cutter.cut("Fits.", 10)).containsExactly("Fits.");
        assertThat(cutter.cut("", 10)).isEmpty();
    }
}
