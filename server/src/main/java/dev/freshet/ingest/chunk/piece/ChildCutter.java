package dev.freshet.ingest.chunk.piece;

import dev.freshet.ingest.chunk.piece.Delimiters.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Cuts chunks into children at a delimiter of their own (contract §17). Headings go with the child below
/// them, and what holds neither a letter nor a digit, such as the rule of a table, with the child before it.
/// A chunk without two children stays as it is.
public final class ChildCutter {
    private static final Pattern HEADINGS = Pattern.compile("(?:#{1,6} [^\\n]*\\s*)+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");

    private final Delimiters delimiters;

    /// @param delimiter as it is set; each of its characters cuts, and so does each part in back quotes
    public ChildCutter(String delimiter) {
        this.delimiters = Delimiters.of(delimiter);
    }

    /// The chunk's children in order, or the chunk itself.
    public List<ChunkDraft> children(ChunkDraft chunk) {
        String text = chunk.text();
        List<Part> parts = joined(text, delimiters.parts(text));
        if (parts.size() < 2) {
            return List.of(chunk);
        }
        List<ChunkDraft> children = new ArrayList<>(parts.size());
        int end = 0;
        for (Part part : parts) {
            ChunkDraft.Child child = new ChunkDraft.Child(text, children.size(), text.substring(end, part.from()));
            children.add(new ChunkDraft(
                    text.substring(part.from(), part.to()),
                    Piece.boxesOf(chunk.boxes(), part.from(), part.to(), text.length()),
                    chunk.keywords(),
                    chunk.questions(),
                    child));
            end = part.to();
        }
        return children;
    }

    private static List<Part> joined(String text, List<Part> parts) {
        List<Part> joined = new ArrayList<>();
        int from = -1;
        for (Part part : parts) {
            String own = text.substring(part.from(), part.to());
            Part whole = new Part(from < 0 ? part.from() : from, part.to());
            from = -1;
            if (HEADINGS.matcher(own).matches()) {
                from = whole.from();
            } else if (!joined.isEmpty() && !WORD.matcher(own).find()) {
                joined.add(new Part(joined.removeLast().from(), whole.to()));
            } else {
                joined.add(whole);
            }
        }
        if (from >= 0) {
            joined.add(new Part(from, parts.getLast().to()));
        }
        return joined;
    }
}
