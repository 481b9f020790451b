package dev.freshet.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void keepsAFreeName() {
        assertThat(Names.free("a", Set.of("b")::contains)).isEqualTo("a");
    }

    @Test
    void countsUpUntilANameIsFree() {
        assertThat(Names.free("Name", Set.of("name", "name(1)")::contains)).isEqualTo("Name(2)");
        assertThat(Names.free("ÄÖ", Set.of("äö")::contains)).isEqualTo("ÄÖ(1)");
        assertThat(Names.free("a(1)", Set.of("a(1)")::contains)).isEqualTo("a(2)");
    }

    @Test
    void countsBeforeTheEndingOfAFile() {
        assertThat(Names.freeFile("a.b.txt", Set.of("a.b.txt")::contains)).isEqualTo("a.b(1).txt");
        assertThat(Names.freeFile(".env", Set.of(".env")::contains)).isEqualTo(".env(1)");
    }

    @Test
    void staysWithinTheLongestName() {
        String longest = "x".repeat(255);
        assertThat(Names.free(longest, Set.of(longest)::contains)).hasSize(255).endsWith("(1)");
    }
}
