package dev.freshet.api.ragflow.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdListTest {
    private static final Fault UNKNOWN = Fault.data("no %s");
    private static final IdList IDS = IdList.of("document", List.of("b", "a", "b", "c", "b"));

    @Test
    void sortsIdsInTheOrderInWhichTheyCame() {
        assertThat(IDS.unique()).containsExactly("b", "a", "c");
        assertThat(IDS.repeated()).containsExactly("b");
        assertThat(IDS.known(Set.of("c", "b", "z"))).containsExactly("b", "c");
        assertThat(IDS.unknown(Set.of("b"))).containsExactly("a", "c");
    }

    @Test
    void tellsTheFirstUnknownId() {
        IDS.checkKnown(Set.of("a", "b", "c"), UNKNOWN);
        assertThatThrownBy(() -> IDS.checkKnown(Set.of("b"), UNKNOWN)).hasMessage("no a");
    }

    @Test
    void refusesWithAllMessagesWhenNoneIsKnown() {
        assertThatThrownBy(() -> IDS.answer(Set.of(), UNKNOWN))
                .hasMessage("no b; no a; no c; Duplicate document ids: b");
    }
}
