package dev.freshet.dataset;

import dev.freshet.json.JsonObject;

/// The settings that a method has when nothing was asked for (contract §3.2).
public final class ParserDefaults {
    private static final JsonObject CONTEXT = JsonObject.parse("""
            {"table_context_size": 0, "image_context_size": 0}""");

    private static final JsonObject RAPTOR = JsonObject.parse("""
            {"raptor": {
              "use_raptor": true,
              "prompt": "Summarise the passages below in one text. Keep names, numbers and dates exact and add nothing.\
            \\n{cluster_content}",
              "max_token": 256, "threshold": 0.1, "max_cluster": 64, "random_seed": 0}}""");

    private static final JsonObject GRAPH = JsonObject.parse("""
            {"graphrag": {
              "use_graphrag": true,
              "entity_types": ["organization", "person", "geo", "event", "category"],
              "method": "light"}}""");

    private static final JsonObject NAIVE = JsonObject.parse("""
            {"layout_recognize": "DeepDOC", "chunk_token_num": 512, "delimiter": "\\n", "auto_keywords": 0,
             "auto_questions": 0, "html4excel": false, "topn_tags": 3}""");

    private static final JsonObject WITHOUT_MODELS = JsonObject.parse("""
            {"raptor": {"use_raptor": false}, "graphrag": {"use_graphrag": false}}""");

    private static final JsonObject KNOWLEDGE_GRAPH = JsonObject.parse("""
            {"chunk_token_num": 8192, "delimiter": "\\\\n",
             "entity_types": ["organization", "person", "location", "event", "time"]}""");

    private ParserDefaults() {}

    /// What is stored for the method when `given` was sent; the tenant's chat model always takes the place of
    /// any other.
    ///
    /// @param given may be empty
    /// @param chatModel the tenant's chat model
    public static ParserConfig of(String method, JsonObject given, String chatModel) {
        return new ParserConfig(base(method).mergedWith(given).with("llm_id", chatModel));
    }

    private static JsonObject base(String method) {
        return switch (method) {
            case "naive" -> NAIVE.mergedWith(CONTEXT).mergedWith(RAPTOR).mergedWith(GRAPH);
            case "qa", "manual", "paper", "book", "laws", "presentation" -> WITHOUT_MODELS.mergedWith(CONTEXT);
            case "knowledge_graph" -> KNOWLEDGE_GRAPH.mergedWith(CONTEXT);
            default -> CONTEXT;
        };
    }
}
