package dev.freshet.chat;

import dev.freshet.core.AssistantId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.TenantId;
import dev.freshet.model.GenerationSettings;
import java.util.List;

/// A chat assistant: a prompt, a model, and the datasets it answers from.
///
/// @param model the chat model, `name@provider`
/// @param generation how the model generates
/// @param datasets what it answers from; empty for plain chat
/// @param search how passages are looked for
/// @param filter which documents may be used
/// @param createdAt epoch milliseconds
/// @param updatedAt epoch milliseconds
public record Assistant(
        AssistantId id,
        TenantId tenant,
        String name,
        String description,
        String avatar,
        String language,
        String model,
        GenerationSettings generation,
        AssistantPrompt prompt,
        List<DatasetId> datasets,
        SearchOptions search,
        DocumentFilter filter,
        long createdAt,
        long updatedAt) {
    public Assistant {
        datasets = List.copyOf(datasets);
        if (name.isBlank()) {
            throw new IllegalArgumentException("an assistant has a name");
        }
    }

    /// How passages are looked for.
    ///
    /// @param similarityThreshold hits below it are left out, 0 to 1
    /// @param vectorWeight weight of the vectors' similarity, 0 to 1; the terms have the rest
    /// @param topN passages that reach the model
    /// @param topK neighbours that the vector search looks at
    /// @param rerankModel `name@provider`; empty for none
    public record SearchOptions(
            double similarityThreshold, double vectorWeight, int topN, int topK, String rerankModel) {
        public static final SearchOptions USUAL = new SearchOptions(0.2, 0.3, 6, 1024, "");
    }
}
