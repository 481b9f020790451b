package dev.freshet.retrieval;

import dev.freshet.core.DocumentId;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Picks documents by their metadata (contract §6.5).
///
/// A document meets a condition when one of its values for the key does; one without the key meets none, not
/// even `empty` or `not in`. Texts are compared in lower case. The six comparison signs read both sides as
/// numbers first. `contains` and `in` both ask whether the stored value stands inside the given one.
public final class MetadataFilter {
    private MetadataFilter() {}

    /// The documents that meet the conditions, taken in their order. An intermediate result without any
    /// document ends the evaluation with none, under [Logic#OR] too. Without conditions there is no document.
    public static Set<DocumentId> matching(
            List<Condition> conditions, Logic logic, Collection<DocumentMetadata> documents) {
        Set<DocumentId> result = new LinkedHashSet<>();
        for (int i = 0; i < conditions.size(); i++) {
            Set<DocumentId> meeting = meeting(conditions.get(i), documents);
            if (i == 0 || logic == Logic.OR) {
                result.addAll(meeting);
            } else {
                result.retainAll(meeting);
            }
            if (result.isEmpty()) {
                return Set.of();
            }
        }
        return result;
    }

    private static Set<DocumentId> meeting(Condition condition, Collection<DocumentMetadata> documents) {
        Set<DocumentId> meeting = new LinkedHashSet<>();
        for (DocumentMetadata document : documents) {
            if (document.entries().stream().anyMatch(entry -> meets(entry, condition))) {
                meeting.add(document.document());
            }
        }
        return meeting;
    }

    private static boolean meets(Entry entry, Condition condition) {
        return entry.key().equals(condition.key())
                && entry.values().stream().anyMatch(value -> meets(value, condition));
    }

    private static boolean meets(String stored, Condition condition) {
        String have = stored.toLowerCase(Locale.ROOT);
        String given = condition.value().toLowerCase(Locale.ROOT);
        return switch (condition.operator()) {
            case CONTAINS, IN -> given.contains(have);
            case NOT_CONTAINS, NOT_IN -> !given.contains(have);
            case START_WITH -> have.startsWith(given);
            case END_WITH -> have.endsWith(given);
            case EMPTY -> have.isEmpty();
            case NOT_EMPTY -> !have.isEmpty();
            case EQUAL -> equal(have, given);
            case NOT_EQUAL -> !equal(have, given);
            case GREATER -> order(have, given).filter(order -> order > 0).isPresent();
            case LESS -> order(have, given).filter(order -> order < 0).isPresent();
            case AT_LEAST -> order(have, given).filter(order -> order >= 0).isPresent();
            case AT_MOST -> order(have, given).filter(order -> order <= 0).isPresent();
        };
    }

    private static boolean equal(String have, String given) {
        return order(have, given).filter(order -> order == 0).isPresent();
    }

    /// Numbers by value, texts by their characters; a number and a text have no order.
    private static Optional<Integer> order(String have, String given) {
        Optional<BigDecimal> left = number(have);
        Optional<BigDecimal> right = number(given);
        if (left.isPresent() && right.isPresent()) {
            return Optional.of(left.get().compareTo(right.get()));
        }
        return left.isPresent() ? Optional.empty() : Optional.of(have.compareTo(given));
    }

    private static Optional<BigDecimal> number(String text) {
        if (text.length() > 40 || !text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d{1,3})?")) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text));
    }

    /// How conditions are joined.
    public enum Logic {
        AND,
        OR
    }

    /// One condition.
    ///
    /// @param value the given text; of no account for `empty` and `not empty`
    public record Condition(String key, Operator operator, String value) {}

    /// The metadata of a document.
    public record DocumentMetadata(DocumentId document, List<Entry> entries) {
        public DocumentMetadata {
            entries = List.copyOf(entries);
        }
    }

    /// One key and all its values.
    public record Entry(String key, List<String> values) {
        public Entry {
            values = List.copyOf(values);
        }
    }

    /// The comparisons.
    public enum Operator {
        CONTAINS("contains"),
        NOT_CONTAINS("not contains"),
        IN("in"),
        NOT_IN("not in"),
        START_WITH("start with"),
        END_WITH("end with"),
        EMPTY("empty"),
        NOT_EMPTY("not empty"),
        EQUAL("="),
        NOT_EQUAL("≠"),
        GREATER(">"),
        LESS("<"),
        AT_LEAST("≥"),
        AT_MOST("≤");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /// The operator of a sign or word, `is` and `not is` included; empty for an unknown one.
        public static Optional<Operator> of(String sign) {
            return switch (sign) {
                case "is" -> Optional.of(EQUAL);
                case "not is" -> Optional.of(NOT_EQUAL);
                default -> {
                    for (Operator operator : values()) {
                        if (operator.sign.equals(sign)) {
                            yield Optional.of(operator);
                        }
                    }
                    yield Optional.empty();
                }
            };
        }
    }
}
