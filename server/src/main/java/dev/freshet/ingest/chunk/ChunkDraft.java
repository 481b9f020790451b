package dev.freshet.ingest.chunk;

import dev.freshet.ingest.parse.ParsedDocument.Box;
import java.util.List;

/// A chunk before it has an id and a vector.
///
/// @param text what is shown and sent to the model
/// @param boxes places of its lines, empty where the format has no layout
/// @param keywords important keywords
/// @param questions questions that it answers
public record ChunkDraft(String text, List<Box> boxes, List<String> keywords, List<String> questions) {
    public ChunkDraft {
        boxes = List.copyOf(boxes);
        keywords = List.copyOf(keywords);
        questions = List.copyOf(questions);
    }
}
