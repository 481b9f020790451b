package dev.freshet.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CitationMarksTest {
    @Test
    void mendsTheVariantsThatModelsWriteWhereTheyNameAPassage() {
        assertThat(CitationMarks.repaired("a (ID: 1) b [ID: 2] c 【ID: 0】 d ref2 e", 3))
                .isEqualTo("a [ID:1] b [ID:2] c [ID:0] d [ID:2] e");
    }

    @Test
    void leavesMarksThatNameNoPassage() {
        assertThat(CitationMarks.repaired("(ID: 3) ref99999999", 3)).isEqualTo("(ID: 3) ref99999999");
        assertThat(CitationMarks.in("[ID:7] [ID:1] [ID:0] [ID:1] [ID:99999999999]", 3))
                .containsExactly(1, 0);
    }
}
