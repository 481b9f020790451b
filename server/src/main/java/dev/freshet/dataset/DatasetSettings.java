package dev.freshet.dataset;

import org.jspecify.annotations.Nullable;

/// What a user decides of a dataset.
///
/// @param name unique among the tenant's datasets, whatever the case of its letters
/// @param avatar a picture as a data URL
/// @param embeddingModel as `name@provider`
/// @param chunkMethod the wire name of the method: `naive`, `qa`, ...
/// @param similarityThreshold hits below it are left out, 0 to 1
/// @param vectorSimilarityWeight the vector's share of a hit's similarity, 0 to 1
/// @param pagerank added to the score of its chunks by engines that can; 0 to 100
/// @param pipelineId kept for clients that set it
public record DatasetSettings(
        String name,
        @Nullable String avatar,
        @Nullable String description,
        String language,
        String embeddingModel,
        Permission permission,
        String chunkMethod,
        ParserConfig parserConfig,
        double similarityThreshold,
        double vectorSimilarityWeight,
        int pagerank,
        @Nullable String pipelineId) {
    public DatasetSettings {
        if (name.isBlank() || name.length() > 255) {
            throw new IllegalArgumentException("a dataset's name has 1 to 255 characters");
        }
    }

    /// A private dataset in English with the usual weights and nothing else said.
    public static DatasetSettings of(String name, String embeddingModel, String method, ParserConfig config) {
        return new DatasetSettings(
                name, null, null, "English", embeddingModel, Permission.ME, method, config, 0.2, 0.3, 0, null);
    }

    /// The same under another name.
    public DatasetSettings withName(String other) {
        return new DatasetSettings(
                other,
                avatar,
                description,
                language,
                embeddingModel,
                permission,
                chunkMethod,
                parserConfig,
                similarityThreshold,
                vectorSimilarityWeight,
                pagerank,
                pipelineId);
    }
}
