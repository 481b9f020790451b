package dev.freshet.model.rerank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.json.Json;
import dev.freshet.model.RerankForm;
import java.util.List;

/// Requests and answers of the forms (contract §15).
///
/// @param model the name that is sent
record RerankWire(RerankForm form, String model) {
    private static final int TEI_BATCH = 8;

    /// Texts of one call.
    int batch() {
        return form == RerankForm.TEI ? TEI_BATCH : Integer.MAX_VALUE;
    }

    ObjectNode request(String question, List<String> texts) {
        ObjectNode body = Json.mapper().createObjectNode();
        switch (form) {
            case JINA, LOCALAI, OPENAI_COMPATIBLE, GPUSTACK -> documents(body, question, texts);
            case SILICONFLOW ->
                documents(body, question, texts)
                        .put("return_documents", false)
                        .put("max_chunks_per_doc", 1024)
                        .put("overlap_tokens", 80);
            case COHERE -> documents(body, question, texts).put("return_documents", false);
            case XINFERENCE -> xinference(body, question, texts);
            case NVIDIA -> nvidia(body, question, texts);
            case TEI -> {
                fill(body.put("query", question).putArray("texts"), texts);
                body.put("raw_scores", false).put("truncate", true);
            }
            case NONE -> throw new IllegalStateException("a reranker without a form is not called");
        }
        return body;
    }

    private ObjectNode documents(ObjectNode body, String question, List<String> texts) {
        fill(body.put("model", model).put("query", question).putArray("documents"), texts);
        return body.put("top_n", texts.size());
    }

    private void xinference(ObjectNode body, String question, List<String> texts) {
        body.put("model", model).put("query", question);
        body.put("return_documents", "true").put("return_len", "true");
        fill(body.putArray("documents"), texts);
    }

    private void nvidia(ObjectNode body, String question, List<String> texts) {
        body.put("model", model).putObject("query").put("text", question);
        ArrayNode passages = body.putArray("passages");
        texts.forEach(text -> passages.addObject().put("text", text));
        body.put("truncate", "END").put("top_n", texts.size());
    }

    private static void fill(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    /// The list of scores within an answer; no array where the answer has none.
    JsonNode results(JsonNode answer) {
        return switch (form) {
            case NVIDIA -> answer.path("rankings");
            case TEI -> answer;
            case JINA, LOCALAI, OPENAI_COMPATIBLE, GPUSTACK, SILICONFLOW, COHERE, XINFERENCE, NONE ->
                answer.path("results");
        };
    }

    /// The score within an element of the list.
    JsonNode score(JsonNode result) {
        return switch (form) {
            case NVIDIA -> result.path("logit");
            case TEI -> result.path("score");
            case JINA, LOCALAI, OPENAI_COMPATIBLE, GPUSTACK, SILICONFLOW, COHERE, XINFERENCE, NONE ->
                result.path("relevance_score");
        };
    }
}
