package dev.freshet.model;

import dev.freshet.core.Deadline;
import dev.freshet.core.Vector;
import java.util.List;

/// Turns texts into vectors of unit length.
public interface EmbeddingModel {

    /// The model's name with its provider.
    ModelName name();

    /// Length of its vectors; a provider's model is asked once when it is first used.
    int dimensions();

    /// One vector for each text, in order, each of unit length. Texts beyond the model's limit are cut.
    /// Blocks; call it on a virtual thread.
    ///
    /// @throws dev.freshet.core.AppException.Upstream when the provider fails
    /// @throws dev.freshet.core.AppException.Exhausted when the deadline passes first
    Embeddings embed(List<String> texts, Purpose purpose, Deadline deadline);

    /// Vectors and what they cost.
    ///
    /// @param vectors one for each text
    /// @param tokens tokens as counted by the provider, or by us where it does not tell
    record Embeddings(List<Vector> vectors, int tokens) {}

    /// What the vectors are for, most urgent first: a waiting question goes before citations and those before
    /// ingestion.
    enum Purpose {
        QUESTION,
        CITATION,
        INGESTION
    }
}
