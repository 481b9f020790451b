package dev.freshet.ingest.chunk.piece;

import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Box;
import dev.freshet.text.TokenCounter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Glues the pieces of sections to chunks. Not for several threads.
///
/// A running piece is glued as long as the chunk is not over its size, so a chunk may be over it by less than
/// one piece; a whole piece is glued only where it fits. The size of a chunk is the sum of its pieces' tokens
/// and of the headings that are repeated above them; the overlap is kept out of the size by lowering the
/// threshold by the same share.
///
/// A new section begins a new chunk, unless the chunk so far is nothing but headings above it, or small as
/// [Sharing] says.
final class ChunkBuilder {
    static final int SMALL = 4;

    private final TokenCounter tokens;
    private final ChunkSettings settings;
    private final Sharing sharing;
    private final List<ChunkDraft> chunks = new ArrayList<>();
    private final List<Piece> running = new ArrayList<>();
    private @Nullable Section section;
    private Heading heading = Heading.NONE;
    private String context = "";
    private int size;
    private int fresh;
    private int repeated;

    ChunkBuilder(TokenCounter tokens, ChunkSettings settings, Sharing sharing) {
        this.tokens = tokens;
        this.settings = settings;
        this.sharing = sharing;
    }

    /// Adds all of a section.
    ///
    /// @param pieces the section's heading first, where it has one
    void add(Section next, List<Piece> pieces) {
        int total = pieces.stream().mapToInt(Piece::tokens).sum();
        if (section != null && !running.isEmpty() && !mayShare(section, next, total)) {
            flush();
            running.clear();
            repeated = 0;
        }
        section = next;
        heading = Heading.of(next, tokens, settings.chunkTokens() / SMALL);
        pieces.forEach(this::add);
    }

    List<ChunkDraft> finish() {
        flush();
        return chunks;
    }

    private boolean mayShare(Section before, Section next, int total) {
        if (isOnlyHeadings() && next.isBelow(before)) {
            return true;
        }
        if (running.getLast().kind() == Piece.Kind.ALONE) {
            return false;
        }
        if (size < sharing.always()) {
            return true;
        }
        return size < sharing.inChapter()
                && before.chapter() == next.chapter()
                && size + total <= settings.chunkTokens();
    }

    private void add(Piece piece) {
        if (isFullFor(piece)) {
            flush();
            overlap(piece);
        }
        if (running.isEmpty() || fresh == 0) {
            context = piece.isHeading() ? heading.above() : heading.all();
            size = tokens.count(context);
        }
        running.add(piece);
        size += piece.tokens();
        fresh++;
    }

    private boolean isFullFor(Piece piece) {
        if (fresh == 0 || isOnlyHeadings()) {
            return false;
        }
        boolean over = size * 100L > settings.chunkTokens() * (100L - settings.overlapPercent());
        boolean fits = size + repeated + piece.tokens() <= settings.chunkTokens();
        boolean alone = piece.kind() == Piece.Kind.ALONE || running.getLast().kind() == Piece.Kind.ALONE;
        return over || alone || (piece.kind() != Piece.Kind.RUNNING && !fits);
    }

    private boolean isOnlyHeadings() {
        return running.stream().allMatch(Piece::isHeading);
    }

    private void flush() {
        String text = fresh > 0 ? text() : "";
        if (!text.isBlank()) {
            chunks.add(new ChunkDraft(text, boxes(), List.of(), List.of()));
        }
        fresh = 0;
        size = 0;
    }

    private String text() {
        StringBuilder text = new StringBuilder(context);
        for (int i = 0; i < running.size(); i++) {
            Piece piece = running.get(i);
            boolean afterHeading =
                    i == 0 ? !context.isEmpty() : running.get(i - 1).isHeading();
            if (i == 0 && !context.isEmpty()) {
                text.append(piece.isHeading() ? "\n" : "\n\n");
            } else if (i > 0) {
                text.append(afterHeading && piece.isHeading() ? "\n" : piece.glue());
            }
            text.append(piece.text());
        }
        return trim(text.toString());
    }

    /// Indentation of the first line stays.
    private static String trim(String text) {
        String end = text.stripTrailing();
        int start = 0;
        for (int i = 0; i < end.length() && Character.isWhitespace(end.charAt(i)); i++) {
            start = end.charAt(i) == '\n' ? i + 1 : start;
        }
        return end.substring(start);
    }

    private List<Box> boxes() {
        Set<Box> boxes = new LinkedHashSet<>();
        running.forEach(piece -> boxes.addAll(piece.boxes()));
        return List.copyOf(boxes);
    }

    /// Leaves the end of the last chunk in the next one.
    private void overlap(Piece next) {
        int room = settings.chunkTokens() * settings.overlapPercent() / 100;
        if (next.kind() != Piece.Kind.RUNNING) {
            room = Math.min(room, settings.chunkTokens() - next.tokens() - tokens.count(heading.all()));
        }
        boolean alone = next.kind() == Piece.Kind.ALONE;
        List<Piece> kept = alone ? List.of() : Overlap.of(running, room, tokens);
        running.clear();
        running.addAll(kept);
        repeated = kept.stream().mapToInt(Piece::tokens).sum();
    }

    /// The heading lines that a chunk repeats from above it.
    ///
    /// @param above without the section's own
    /// @param all with it
    private record Heading(String above, String all) {
        static final Heading NONE = new Heading("", "");

        /// The innermost headings that have room.
        static Heading of(Section section, TokenCounter tokens, int room) {
            List<Block> path = section.path();
            if (path.isEmpty()) {
                return NONE;
            }
            return new Heading(lines(path.subList(0, path.size() - 1), tokens, room), lines(path, tokens, room));
        }

        private static String lines(List<Block> path, TokenCounter tokens, int room) {
            for (int from = 0; from < path.size(); from++) {
                String lines = String.join(
                        "\n",
                        path.subList(from, path.size()).stream()
                                .map(BlockText::of)
                                .toList());
                if (tokens.count(lines) <= room) {
                    return lines;
                }
            }
            return "";
        }
    }
}
