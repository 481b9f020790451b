package dev.freshet.api.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.api.reference.Operation.Caller;
import dev.freshet.api.reference.Operation.Parameter;
import dev.freshet.api.reference.Operation.Place;
import dev.freshet.api.reference.Operation.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferencePageTest {
    private static final String LINES = """
            ## Pots
            What holds flowers.

            POST /pots/{shelf} | key | Put a pot up
            Pots are round.
              body name* text
              body size integer=3 in litres
            >> the pot as it turns.

            PUT /pots/{shelf} | login | Change a pot
              as POST /pots/{shelf}
            """;

    @Test
    void thePageIsWhatTheLinesSay() throws IOException {
        assertThat(Files.readString(Path.of("../docs/reference/api.md")))
                .as("write it again: ./freshet routes --markdown > docs/reference/api.md")
                .isEqualTo(ReferencePage.markdown(ApiReference.load()));
    }

    @Test
    void readsRoutesWithTheirParameters() {
        Operation pot = read(LINES).operations().getFirst();

        assertThat(pot)
                .isEqualTo(new Operation(
                        "POST",
                        "/pots/{shelf}",
                        Caller.KEY,
                        "Put a pot up",
                        "Pots are round.",
                        pot.parameters(),
                        "the pot as it turns.",
                        true));
        assertThat(pot.pathParameters()).containsExactly("shelf");
        assertThat(pot.parameters())
                .containsExactly(
                        new Parameter(Place.BODY, "name", Type.TEXT, true, "", ""),
                        new Parameter(Place.BODY, "size", Type.INTEGER, false, "3", "in litres"));
    }

    @Test
    void takesOverTheParametersOfARouteFurtherUp() {
        Operation change = read(LINES).operations().getLast();

        assertThat(change.parameters()).hasSize(2);
        assertThat(change.streams()).isFalse();
    }

    @Test
    void refusesLinesThatItDoesNotKnow() {
        assertThatThrownBy(() -> read("POST /pots | key | Put\n  cookie size text"))
                .hasMessageContaining("cookie size text");
        assertThatThrownBy(() -> read("POST /pots | key | Put\n  as GET /pans")).hasMessageContaining("GET /pans");
    }

    private static ApiReference read(String lines) {
        return new ReferenceReader().read(lines);
    }
}
