package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.Rule;
import dev.freshet.api.ragflow.wire.Schema;
import dev.freshet.api.ragflow.wire.Schema.Field;
import dev.freshet.http.Request;
import java.util.ArrayList;
import java.util.List;

/// What bodies and queries of the dataset routes may hold (contract §3).
final class DatasetSchemas {
    private static final int LONG_TEXT = 65_535;
    private static final List<String> METHODS = List.of(
            "naive",
            "book",
            "email",
            "laws",
            "manual",
            "one",
            "paper",
            "picture",
            "presentation",
            "qa",
            "table",
            "tag");

    private static final Rule TRUTH = new Rule.Flag();
    private static final Rule FREE_TEXT = Rule.Text.of(0, LONG_TEXT);

    private static final Schema RAPTOR = Schema.of(
            Field.optional("use_raptor", TRUTH),
            Field.optional("prompt", Rule.Text.of(1, LONG_TEXT)),
            Field.optional("max_token", new Rule.Whole(1, 2_048)),
            Field.optional("threshold", new Rule.Decimal(0, 1)),
            Field.optional("max_cluster", new Rule.Whole(1, 1_024)),
            Field.optional("random_seed", new Rule.Whole(0, Integer.MAX_VALUE)),
            Field.optional("auto_disable_for_structured_data", TRUTH));

    private static final Schema GRAPH = Schema.of(
            Field.optional("use_graphrag", TRUTH),
            Field.optional("entity_types", new Rule.Items(FREE_TEXT)),
            Field.optional("method", new Rule.Choice(List.of("light", "general"))),
            Field.optional("community", TRUTH),
            Field.optional("resolution", TRUTH));

    /// §3.2; the last lines are what stored configurations have besides, so that one may be sent back.
    static final Schema PARSER_CONFIG = Schema.of(
            Field.optional("auto_keywords", new Rule.Whole(0, 32)),
            Field.optional("auto_questions", new Rule.Whole(0, 10)),
            Field.optional("chunk_token_num", new Rule.Whole(1, 2_048)),
            Field.optional("delimiter", new Rule.Untrimmed(1)),
            Field.optional("html4excel", TRUTH),
            Field.optional("layout_recognize", FREE_TEXT),
            Field.optional("tag_kb_ids", new Rule.Items(FREE_TEXT)),
            Field.optional("topn_tags", new Rule.Whole(1, 10)),
            Field.optional("filename_embd_weight", new Rule.Nullable(new Rule.Decimal(0, 1))),
            Field.optional("task_page_size", new Rule.Nullable(new Rule.Whole(1, Integer.MAX_VALUE))),
            Field.optional(
                    "pages",
                    new Rule.Nullable(
                            new Rule.Items(new Rule.Items(new Rule.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE))))),
            Field.optional("graphrag", new Rule.Nested(GRAPH)),
            Field.optional("raptor", new Rule.Nested(RAPTOR)),
            Field.optional("overlapped_percent", new Rule.Whole(0, 90)),
            Field.optional("table_context_size", new Rule.Whole(0, Integer.MAX_VALUE)),
            Field.optional("image_context_size", new Rule.Whole(0, Integer.MAX_VALUE)),
            Field.optional("children_delimiter", new Rule.Untrimmed(0)),
            Field.optional("llm_id", FREE_TEXT));

    private static final List<Field> COMMON = List.of(
            Field.optional("avatar", new Rule.Nullable(new Rule.Text(0, LONG_TEXT, DatasetSchemas::avatar))),
            Field.optional("description", new Rule.Nullable(FREE_TEXT)),
            Field.optional("embedding_model", new Rule.Nullable(new Rule.Text(0, 255, DatasetSchemas::embeddingModel))),
            Field.optional("permission", new Rule.Choice(List.of("me", "team"))),
            Field.optional("chunk_method", new Rule.Choice(METHODS)),
            Field.optional("parse_type", new Rule.Nullable(new Rule.Whole(0, 64))),
            Field.optional("pipeline_id", new Rule.Nullable(Rule.Text.of(32, 32))),
            Field.optional("parser_config", new Rule.Nullable(new Rule.Nested(PARSER_CONFIG))));

    /// §3.1
    static final Schema CREATE = common(Field.required("name", Rule.Text.of(1, 128)));

    /// §3.3
    static final Schema UPDATE =
            common(Field.optional("name", Rule.Text.of(1, 128)), Field.optional("pagerank", new Rule.Whole(0, 100)));

    /// §3.5
    static final Schema DELETE = Schema.of(Field.required("ids", new Rule.Nullable(new Rule.Uuids())));

    /// §3.4
    private static final Schema LIST = Schema.of(
            Field.optional("id", new Rule.Uuid()),
            Field.optional("name", FREE_TEXT),
            Field.optional("page", new Rule.QueryWhole(1)),
            Field.optional("page_size", new Rule.QueryWhole(1)),
            Field.optional("orderby", new Rule.Choice(List.of("create_time", "update_time"))),
            Field.optional("desc", new Rule.QueryFlag()));

    private DatasetSchemas() {}

    /// The checked query of the list, `desc` as a boolean.
    static ObjectNode listQuery(Request request) {
        ObjectNode query = Envelope.object();
        request.queryNames().forEach(name -> query.put(name, request.query(name).orElse("")));
        LIST.check(query);
        if (query.has("desc")) {
            query.put("desc", Schema.isTrue(query.path("desc").asText()));
        }
        return query;
    }

    /// The text, when it is an id of this wire.
    static String uuid(String field, String text) {
        Schema.of(Field.required(field, new Rule.Uuid()))
                .check(Envelope.object().put(field, text));
        return text;
    }

    private static Schema common(Field... first) {
        List<Field> fields = new ArrayList<>(List.of(first));
        fields.addAll(COMMON);
        return new Schema(fields);
    }

    private static String avatar(String text) {
        int comma = text.indexOf(',');
        if (comma < 0) {
            return "Missing MIME prefix. Expected format: data:<mime>;base64,<data>";
        }
        String prefix = text.substring(0, comma);
        if (!prefix.startsWith("data:")) {
            return "Invalid MIME prefix format. Must start with 'data:'";
        }
        String type = prefix.substring("data:".length()).split(";", -1)[0];
        return List.of("image/jpeg", "image/png").contains(type)
                ? ""
                : "Unsupported MIME type. Allowed: ['image/jpeg', 'image/png']";
    }

    private static String embeddingModel(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return "Embedding model identifier must follow <model_name>@<provider> format";
        }
        String name = text.substring(0, at);
        String provider = text.substring(at + 1);
        if (name.isEmpty() || provider.isEmpty()) {
            return "Both model_name and provider must be non-empty strings";
        }
        return name.isBlank() || provider.isBlank() ? "Model name and provider cannot be whitespace-only strings" : "";
    }
}
