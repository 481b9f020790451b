package dev.freshet.ingest.parse.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LettersTest {
    @Test
    void takesLigaturesApartAndDropsWhatIsNoLetter() {
        assertThat(Letters.clean("\uFB01")).isEqualTo("fi");
        assertThat(Letters.clean("\u00A0")).isEqualTo(" ");
        assertThat(Letters.clean("\u0007")).isEmpty();
    }

    @Test
    void readsHebrewFromTheRight() {
        String visual = new StringBuilder("\u05E9\u05DC\u05D5\u05DD").reverse().toString();
        assertThat(Letters.logical(visual)).isEqualTo("\u05E9\u05DC\u05D5\u05DD");
        assertThat(Letters.logical("plain 12")).isEqualTo("plain 12");
    }

    @Test
    void knowsWhereASentenceEnds() {
        assertThat(Letters.endsSentence("He said \u201Cyes.\u201D")).isTrue();
        assertThat(Letters.endsSentence("and then")).isFalse();
    }
}
