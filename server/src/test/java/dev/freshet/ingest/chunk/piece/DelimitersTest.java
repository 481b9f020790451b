package dev.freshet.ingest.chunk.piece;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelimitersTest {
    @ParameterizedTest
    @CsvSource({
        "!。;, One more!Two more;第三句话。第四句话, One more!|Two more;|第三句话。|第四句话",
        ".!, What?! Well... yes., What?! |Well... |yes.",
        ".!, ...and so. On, ...and so. |On",
        "\uD83D\uDE00, a\uD83D\uDE00b\uD83D\uDE01c, a\uD83D\uDE00|b\uD83D\uDE01c",
        "x, nothing to cut, nothing to cut"
    })
    void cutsBehindEveryDelimiterCharacterAndKeepsIt(String delimiter, String text, String parts) {
        assertThat(Delimiters.of(delimiter).split(text)).containsExactly(parts.split("\\|", -1));
    }

    @Test
    void blankLinesBelongToTheLineBefore() {
        assertThat(Delimiters.of("\n").split("\n one\n\n  \ntwo\n")).containsExactly("\n one\n\n  \n", "two\n");
    }

    @Test
    void aBackslashMayStandForALineBreak() {
        assertThat(Delimiters.of("\\n").split("a\nb")).containsExactly("a\n", "b");
    }

    @Test
    void aPartInBackQuotesIsOneMarkThatVanishes() {
        Delimiters delimiters = Delimiters.of("\n`##``###`");

        assertThat(delimiters.separateChunks()).isTrue();
        String text = "one\nmore ## two###three#\n##  ##";
        assertThat(delimiters.separate(text))
                .extracting(part -> text.substring(part.from(), part.to()).strip())
                .containsExactly("one\nmore", "two", "three#");
    }

    @Test
    void aSingleBackQuoteIsAnOrdinaryDelimiter() {
        Delimiters delimiters = Delimiters.of("`");

        assertThat(delimiters.separateChunks()).isFalse();
        assertThat(delimiters.split("a`b")).containsExactly("a`", "b");
    }
}
