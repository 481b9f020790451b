package dev.freshet.answer;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import java.util.List;

/// The passages behind an answer, in the order of the marks `[ID:n]` in its text.
///
/// @param chunks the passages as they stood in the prompt
/// @param total hits in the window that was searched
/// @param documents how many passages each cited document gave
public record References(List<Passage> chunks, int total, List<DocumentCount> documents) {
    public static final References NONE = new References(List.of(), 0, List.of());

    public References {
        chunks = List.copyOf(chunks);
        documents = List.copyOf(documents);
    }

    public boolean isEmpty() {
        return chunks.isEmpty();
    }

    /// One passage.
    ///
    /// @param positions rows of five integers: page, left, right, top, bottom
    /// @param url where the passage is to be read; empty when it stands in a document of ours
    /// @param similarity the score it was ranked by
    /// @param type kind of content, empty for text
    public record Passage(
            ChunkId chunk,
            String content,
            DocumentId document,
            String documentName,
            DatasetId dataset,
            String imageId,
            List<List<Integer>> positions,
            String url,
            double similarity,
            double vectorSimilarity,
            double termSimilarity,
            String type) {
        public Passage {
            positions = List.copyOf(positions);
        }
    }

    /// A document and how many of the passages are its.
    public record DocumentCount(DocumentId document, String name, int count) {}
}
