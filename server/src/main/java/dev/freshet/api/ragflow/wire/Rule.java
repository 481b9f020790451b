package dev.freshet.api.ragflow.wire;

import java.util.List;
import java.util.function.Function;

/// What a value of a validated body must be (contract §1.5).
public sealed interface Rule {

    /// A text of so many characters, blanks around it not counted, that passes a check of its own.
    ///
    /// @param check gives the message for a text that is wrong, an empty one for a text that is right
    record Text(int least, int most, Function<String, String> check) implements Rule {
        public static Text of(int least, int most) {
            return new Text(least, most, text -> "");
        }
    }

    /// A text of at least so many characters, blanks and line feeds counted.
    record Untrimmed(int least) implements Rule {}

    /// A whole number within bounds.
    record Whole(int least, int most) implements Rule {}

    /// A number within bounds.
    record Decimal(double least, double most) implements Rule {}

    /// True or false.
    record Flag() implements Rule {}

    /// A whole number of a query, which comes as a text.
    record QueryWhole(int least) implements Rule {}

    /// True or false in a query, which comes as a text.
    record QueryFlag() implements Rule {}

    /// One of these texts.
    record Choice(List<String> values) implements Rule {}

    /// A UUID of version 1.
    record Uuid() implements Rule {}

    /// A list of UUIDs of version 1, each of them once.
    record Uuids() implements Rule {}

    /// A list whose elements obey a rule.
    record Items(Rule each) implements Rule {}

    /// An object of a schema of its own.
    record Nested(Schema schema) implements Rule {}

    /// Anything, or null.
    record Nullable(Rule rule) implements Rule {}
}
