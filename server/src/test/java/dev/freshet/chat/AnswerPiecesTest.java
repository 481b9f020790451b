package dev.freshet.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.chat.AnswerPieces.Piece;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AnswerPiecesTest {
    @Test
    void cutsAtTheEndsOfSentencesAndKeepsCodeWhole() {
        String answer = "It is 3.5 m. It is blue! 是的。\n```\na. b.\n```\nend";
        assertThat(AnswerPieces.of(answer))
                .extracting(Piece::text)
                .containsExactly("It is 3.5 m.", " It is blue!", " 是的。", "\n", "```\na. b.\n```", "\n", "end");
        assertThat(AnswerPieces.of(answer)).filteredOn(Piece::code).hasSize(1);
        assertThat(AnswerPieces.of(answer).stream().map(Piece::text).collect(Collectors.joining()))
                .isEqualTo(answer);
    }
}
