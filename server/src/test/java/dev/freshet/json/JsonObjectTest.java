package dev.freshet.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
    @Test
    void mergesObjectsAndReplacesEverythingElse() {
        JsonObject below = JsonObject.parse("""
                {"a": 1, "list": [1, 2], "inner": {"x": 1, "y": 2}}""");
        JsonObject above = JsonObject.parse("""
                {"list": [3], "inner": {"y": 5, "z": 6}, "b": null}""");
        assertThat(below.mergedWith(above)).isEqualTo(JsonObject.parse("""
                {"a": 1, "list": [3], "inner": {"x": 1, "y": 5, "z": 6}, "b": null}"""));
        assertThat(below.keys()).containsExactly("a", "list", "inner");
    }

    @Test
    void givesTheFallbackForAnotherType() {
        JsonObject object = JsonObject.parse("""
                {"n": "12", "t": 3, "f": "true", "o": []}""");
        assertThat(object.integer("n", 7)).isEqualTo(7);
        assertThat(object.text("t", "none")).isEqualTo("none");
        assertThat(object.flag("f", false)).isFalse();
        assertThat(object.object("o")).isEqualTo(JsonObject.EMPTY);
        assertThat(object.number("t", 0)).isEqualTo(3.0);
    }

    @Test
    void readsValuesAsTexts() {
        JsonObject object = JsonObject.parse("""
                {"one": "x", "many": ["a", 2, {"k": 1}], "none": null}""");
        assertThat(object.texts("one")).containsExactly("x");
        assertThat(object.texts("many")).containsExactly("a", "2", "{\"k\":1}");
        assertThat(object.texts("none")).isEmpty();
        assertThat(object.texts("absent")).isEmpty();
    }

    @Test
    void isWrittenAndReadAsPartOfARecord() {
        Holder holder = new Holder(JsonObject.parse("{\"a\":{\"b\":[1]}}"));
        assertThat(Json.write(holder)).isEqualTo("{\"object\":{\"a\":{\"b\":[1]}}}");
        assertThat(Json.read(Json.write(holder), Holder.class)).isEqualTo(holder);
    }

    @Test
    void refusesWhatIsNoObject() {
        assertThatThrownBy(() -> JsonObject.parse("[1]")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> JsonObject.parse("{")).isInstanceOf(IllegalStateException.class);
        assertThat(List.of(JsonObject.EMPTY.keys())).containsExactly(List.of());
    }

    private record Holder(JsonObject object) {}
}
