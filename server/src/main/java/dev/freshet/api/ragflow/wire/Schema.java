package dev.freshet.api.ragflow.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.core.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The fields that a body may have. What it lacks, what is of another type and what nobody asked for is told
/// all at once, a line for each (contract §1.5).
///
/// @param fields in the order in which mistakes are told
public record Schema(List<Field> fields) {
    private static final Set<String> TRUE_TEXTS = Set.of("true", "1", "yes", "on", "t", "y");
    private static final Set<String> FALSE_TEXTS = Set.of("false", "0", "no", "off", "f", "n");
    private static final int LONGEST_VALUE = 125;

    public Schema {
        fields = List.copyOf(fields);
    }

    public static Schema of(Field... fields) {
        return new Schema(List.of(fields));
    }

    /// A field and its rule.
    public record Field(String name, boolean required, Rule rule) {
        public static Field required(String name, Rule rule) {
            return new Field(name, true, rule);
        }

        public static Field optional(String name, Rule rule) {
            return new Field(name, false, rule);
        }
    }

    /// Refuses an object that breaks a rule.
    ///
    /// @throws WireException code 101 with a line for each mistake
    public void check(ObjectNode object) {
        List<String> lines = new ArrayList<>();
        check(object, "", lines);
        if (!lines.isEmpty()) {
            throw WireFaults.BROKEN_RULES.of(String.join("\n", lines));
        }
    }

    /// The refusal of one mistake that no rule of a single field can tell.
    ///
    /// @param path the field; empty for the whole object
    /// @param rule what it breaks; its text is given the parts
    public static WireException mistake(String path, Fault rule, JsonNode value, Object... parts) {
        return WireFaults.BROKEN_RULES.of(line(path, rule.text(parts), value));
    }

    private static String line(String path, String message, JsonNode value) {
        String shown = PythonText.plain(value);
        String cut = shown.length() > LONGEST_VALUE ? shown.substring(0, LONGEST_VALUE) + "..." : shown;
        return "Field: <" + path + "> - Message: <" + message + "> - Value: <" + cut + ">";
    }

    private void check(ObjectNode object, String prefix, List<String> lines) {
        for (Field field : fields) {
            JsonNode value = object.get(field.name());
            if (value != null) {
                check(field.rule(), value, prefix + field.name(), lines);
            } else if (field.required()) {
                lines.add(line(prefix + field.name(), "Field required", object));
            }
        }
        List<String> known = fields.stream().map(Field::name).toList();
        object.properties().stream()
                .filter(entry -> !known.contains(entry.getKey()))
                .forEach(entry ->
                        lines.add(line(prefix + entry.getKey(), "Extra inputs are not permitted", entry.getValue())));
    }

    private static void check(Rule rule, JsonNode value, String path, List<String> lines) {
        switch (rule) {
            case Rule.Nullable nullable -> {
                if (!value.isNull()) {
                    check(nullable.rule(), value, path, lines);
                }
            }
            case Rule.Nested nested -> {
                if (value instanceof ObjectNode object) {
                    nested.schema().check(object, path + ".", lines);
                } else {
                    lines.add(line(path, "Input should be a valid dictionary", value));
                }
            }
            case Rule.Items items -> checkItems(items, value, path, lines);
            case Rule.Text text -> add(lines, path, textMessage(text, value), value);
            case Rule.Untrimmed text -> add(lines, path, untrimmedMessage(text, value), value);
            case Rule.Whole whole -> add(lines, path, wholeMessage(whole, value), value);
            case Rule.Decimal decimal -> add(lines, path, decimalMessage(decimal, value), value);
            case Rule.QueryWhole whole -> add(lines, path, queryWholeMessage(whole, value), value);
            case Rule.QueryFlag flag -> add(lines, path, queryFlagMessage(value), value);
            case Rule.Flag flag -> add(lines, path, value.isBoolean() ? "" : "Input should be a valid boolean", value);
            case Rule.Choice choice -> add(lines, path, choiceMessage(choice, value), value);
            case Rule.Uuid uuid -> add(lines, path, uuidMessage(value), value);
            case Rule.Uuids uuids -> checkUuids(value, path, lines);
        }
    }

    private static void checkItems(Rule.Items items, JsonNode value, String path, List<String> lines) {
        if (!value.isArray()) {
            lines.add(line(path, "Input should be a valid list", value));
            return;
        }
        for (int i = 0; i < value.size(); i++) {
            check(items.each(), value.path(i), path + "." + i, lines);
        }
    }

    /// What is wrong with an id is told of the whole list.
    private static void checkUuids(JsonNode value, String path, List<String> lines) {
        int before = lines.size();
        checkItems(new Rule.Items(Rule.Text.of(0, Integer.MAX_VALUE)), value, path, lines);
        if (lines.size() == before) {
            add(lines, path, uuidsMessage(value), value);
        }
    }

    private static String uuidMessage(JsonNode value) {
        return value.isTextual() && Ids.isVersion1(value.textValue()) ? "" : "Invalid UUID1 format";
    }

    private static String uuidsMessage(JsonNode values) {
        List<String> ids = new ArrayList<>();
        for (JsonNode value : values) {
            if (!uuidMessage(value).isEmpty()) {
                return uuidMessage(value);
            }
            ids.add(value.textValue().replace("-", ""));
        }
        List<String> repeated = IdList.of("", ids).repeated();
        return repeated.isEmpty() ? "" : "Duplicate ids: '" + String.join(", ", repeated) + "'";
    }

    private static void add(List<String> lines, String path, String message, JsonNode value) {
        if (!message.isEmpty()) {
            lines.add(line(path, message, value));
        }
    }

    private static String textMessage(Rule.Text rule, JsonNode value) {
        if (!value.isTextual()) {
            return "Input should be a valid string";
        }
        String text = value.textValue().strip();
        int length = text.codePointCount(0, text.length());
        if (length < rule.least()) {
            return "String should have at least " + characters(rule.least());
        }
        if (length > rule.most()) {
            return "String should have at most " + characters(rule.most());
        }
        return rule.check().apply(value.textValue());
    }

    private static String untrimmedMessage(Rule.Untrimmed rule, JsonNode value) {
        if (!value.isTextual()) {
            return "Input should be a valid string";
        }
        return value.textValue().length() < rule.least()
                ? "String should have at least " + characters(rule.least())
                : "";
    }

    private static String queryWholeMessage(Rule.QueryWhole rule, JsonNode value) {
        if (!value.asText().strip().matches("[+-]?\\d{1,9}")) {
            return "Input should be a valid integer, unable to parse string as an integer";
        }
        boolean fits = Integer.parseInt(value.asText().strip()) >= rule.least();
        return fits ? "" : "Input should be greater than or equal to " + rule.least();
    }

    private static String queryFlagMessage(JsonNode value) {
        String text = value.asText().strip().toLowerCase(Locale.ROOT);
        boolean known = TRUE_TEXTS.contains(text) || FALSE_TEXTS.contains(text);
        return known ? "" : "Input should be a valid boolean, unable to interpret input";
    }

    /// What the text of a [Rule.QueryFlag] means.
    public static boolean isTrue(String text) {
        return !FALSE_TEXTS.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    private static String characters(int count) {
        return count == 1 ? "1 character" : count + " characters";
    }

    private static String wholeMessage(Rule.Whole rule, JsonNode value) {
        if (!value.isIntegralNumber()) {
            return "Input should be a valid integer";
        }
        long number = value.canConvertToLong() ? value.longValue() : Long.MAX_VALUE;
        if (number < rule.least()) {
            return "Input should be greater than or equal to " + rule.least();
        }
        return number > rule.most() ? "Input should be less than or equal to " + rule.most() : "";
    }

    private static String decimalMessage(Rule.Decimal rule, JsonNode value) {
        if (!value.isNumber()) {
            return "Input should be a valid number";
        }
        if (value.doubleValue() < rule.least()) {
            return "Input should be greater than or equal to " + plain(rule.least());
        }
        return value.doubleValue() > rule.most() ? "Input should be less than or equal to " + plain(rule.most()) : "";
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    private static String choiceMessage(Rule.Choice rule, JsonNode value) {
        if (value.isTextual() && rule.values().contains(value.textValue())) {
            return "";
        }
        List<String> quoted =
                rule.values().stream().map(text -> "'" + text + "'").toList();
        String last = quoted.getLast();
        return quoted.size() == 1
                ? "Input should be " + last
                : "Input should be " + String.join(", ", quoted.subList(0, quoted.size() - 1)) + " or " + last;
    }
}
