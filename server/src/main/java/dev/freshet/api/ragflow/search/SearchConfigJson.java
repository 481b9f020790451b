package dev.freshet.api.ragflow.search;

import dev.freshet.api.ragflow.chat.QuestionBody;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.chat.DocumentFilter;
import dev.freshet.chat.ask.SearchConfig;
import dev.freshet.core.DatasetId;
import dev.freshet.dataset.search.SavedSearch;
import dev.freshet.model.GenerationSettings;
import org.jspecify.annotations.Nullable;

/// Reads the `search_config` of saved searches (contract §11, `/v1/search`).
final class SearchConfigJson {
    private SearchConfigJson() {}

    /// What the product makes of it. Empty lists and texts say nothing.
    static SearchConfig config(SavedSearch search) {
        JsonBody sent = JsonBody.of(search.config().toNode());
        return new SearchConfig(
                sent.texts("kb_ids").stream().map(DatasetId::new).toList(),
                sent.texts("doc_ids"),
                share(sent, "similarity_threshold"),
                share(sent, "vector_similarity_weight"),
                sent.number("top_k")
                        .map(number -> Math.max(1, number.intValue()))
                        .orElse(null),
                sent.text("rerank_id", ""),
                sent.text("chat_id", ""),
                sent.object("meta_data_filter")
                        .filter(filter -> !filter.tree().isEmpty())
                        .map(QuestionBody::documentFilter)
                        .orElse(DocumentFilter.NONE),
                sent.object("llm_setting")
                        .map(QuestionBody::settings)
                        .filter(settings -> !settings.equals(GenerationSettings.none()))
                        .orElse(null));
    }

    private static @Nullable Double share(JsonBody sent, String key) {
        return sent.number(key).map(number -> Math.clamp(number, 0.0, 1.0)).orElse(null);
    }
}
