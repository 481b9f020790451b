package dev.freshet.chat.ask;

import dev.freshet.chat.DocumentFilter;
import dev.freshet.core.DatasetId;
import dev.freshet.model.GenerationSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How searches are made; what is null or empty is left to the step that asks.
///
/// @param datasets where to look; empty for where the question says
/// @param documents only passages of these; empty for all
/// @param similarityThreshold hits below it are left out, 0 to 1
/// @param vectorWeight weight of the vectors' similarity, 0 to 1
/// @param topK neighbours that the vector search looks at
/// @param rerankModel `name@provider`; empty for none
/// @param model the chat model, `name@provider`; empty for the tenant's
/// @param filter which documents may be used
/// @param generation how the model generates
public record SearchConfig(
        List<DatasetId> datasets,
        List<String> documents,
        @Nullable Double similarityThreshold,
        @Nullable Double vectorWeight,
        @Nullable Integer topK,
        String rerankModel,
        String model,
        DocumentFilter filter,
        @Nullable GenerationSettings generation) {
    public static final SearchConfig NONE =
            new SearchConfig(List.of(), List.of(), null, null, null, "", "", DocumentFilter.NONE, null);

    public SearchConfig {
        datasets = List.copyOf(datasets);
        documents = List.copyOf(documents);
    }

    /// The same, in these documents or in those that the filter leaves.
    public SearchConfig among(List<String> named, DocumentFilter chosen) {
        return new SearchConfig(
                datasets, named, similarityThreshold, vectorWeight, topK, rerankModel, model, chosen, generation);
    }
}
