package dev.freshet.api.ragflow.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.api.ragflow.wire.Demand.Shape;
import dev.freshet.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemandTest {
    private static final Fault FAULT = Fault.argument("`%s` is wrong");

    /// A body of each kind: without the key, null, the empty text, a blank, a text, a number, false, an empty list, a
    /// list, an empty object, an object.
    private static final List<String> BODIES = List.of(
            "{}",
            "{\"key\":null}",
            "{\"key\":\"\"}",
            "{\"key\":\" \"}",
            "{\"key\":\"a\"}",
            "{\"key\":5}",
            "{\"key\":false}",
            "{\"key\":[]}",
            "{\"key\":[1]}",
            "{\"key\":{}}",
            "{\"key\":{\"a\":1}}");

    @ParameterizedTest
    @CsvSource({
        "ABSENT,             +----------",
        "PRESENT,            -++++++++++",
        "GIVEN,              --+++++++++",
        "WRITTEN,            ---++++----",
        "NOT_BLANK,          ----+++----",
        "NOT_BLANK_IF_GIVEN, ++--+++++++",
        "FILLED,             ---++++-+-+",
        "LIST,               -------++--",
        "LIST_IF_PRESENT,    +------++--",
        "LIST_IF_GIVEN,      ++-----++--",
        "FILLED_LIST,        --------+--",
        "OBJECT_IF_PRESENT,  +--------++",
        "OBJECT_IF_GIVEN,    ++-------++",
    })
    void letsPassWhatItsShapeSays(Shape shape, String expected) {
        StringBuilder passed = new StringBuilder();
        BODIES.forEach(body -> passed.append(passes(shape, body) ? '+' : '-'));
        assertThat(passed).hasToString(expected);
    }

    @Test
    void tellsTheFirstDemandThatIsNotMet() {
        JsonBody body = body("{\"b\":[]}");
        assertThatThrownBy(() -> body.obey(
                        new Demand("b", Shape.LIST, FAULT),
                        new Demand("a", Shape.PRESENT, FAULT),
                        new Demand("b", Shape.ABSENT, FAULT)))
                .isInstanceOf(WireException.class)
                .hasMessage("`a` is wrong");
    }

    private static boolean passes(Shape shape, String text) {
        try {
            body(text).obey(new Demand("key", shape, FAULT));
            return true;
        } catch (WireException refused) {
            return false;
        }
    }

    private static JsonBody body(String text) {
        return JsonBody.of(JsonObject.parse(text).toNode());
    }
}
