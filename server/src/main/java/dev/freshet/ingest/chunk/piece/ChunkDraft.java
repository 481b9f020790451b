package dev.freshet.ingest.chunk.piece;

import dev.freshet.ingest.parse.ParsedDocument.Box;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A chunk before it has an id and a vector.
///
/// @param text what is shown and sent to the model
/// @param boxes places of its lines, empty where the format has no layout
/// @param keywords important keywords
/// @param questions questions that it answers
/// @param child what it is of a parent; null for chunks that stand for themselves
public record ChunkDraft(
        String text,
        List<Box> boxes,
        List<String> keywords,
        List<String> questions,
        @Nullable Child child) {
    public ChunkDraft {
        boxes = List.copyOf(boxes);
        keywords = List.copyOf(keywords);
        questions = List.copyOf(questions);
    }

    /// A chunk that stands for itself.
    public ChunkDraft(String text, List<Box> boxes, List<String> keywords, List<String> questions) {
        this(text, boxes, keywords, questions, null);
    }

    /// The same with other keywords and questions.
    public ChunkDraft noted(List<String> words, List<String> asked) {
        return new ChunkDraft(text, boxes, words, asked, child);
    }

    /// A part of a chunk that is found by its parts.
    ///
    /// @param whole the text that it is a part of
    /// @param place among the parts, from 0
    /// @param lead what stands between the part before it and this one
    public record Child(String whole, int place, String lead) {}
}
