package dev.freshet.ingest.chunk.piece;

import dev.freshet.text.TokenCounter;
import java.text.BreakIterator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/// The end of a chunk that the next one repeats.
final class Overlap {
    private Overlap() {}

    /// The last pieces that have at most that many tokens together. Running text is cut before a word; whole
    /// pieces are taken whole or not at all, and headings end it, since they are repeated anyway.
    static List<Piece> of(List<Piece> pieces, int room, TokenCounter tokens) {
        Deque<Piece> kept = new ArrayDeque<>();
        int left = room;
        for (Piece piece : pieces.reversed()) {
            if (piece.isHeading() || piece.kind() == Piece.Kind.ALONE || left <= 0) {
                break;
            }
            if (piece.tokens() > left) {
                addEnd(piece, left, tokens, kept);
                break;
            }
            kept.addFirst(piece);
            left -= piece.tokens();
        }
        return List.copyOf(kept);
    }

    private static void addEnd(Piece piece, int room, TokenCounter tokens, Deque<Piece> kept) {
        if (piece.kind() != Piece.Kind.RUNNING) {
            return;
        }
        String text = piece.text();
        BreakIterator words = BreakIterator.getLineInstance(Locale.ROOT);
        words.setText(text);
        int from = text.length() - (int) ((long) text.length() * room / piece.tokens());
        from = words.isBoundary(from) ? from : words.following(from);
        while (from < text.length() && tokens.count(text.substring(from)) > room) {
            from = words.following(from);
        }
        if (!text.substring(from).isBlank()) {
            String end = text.substring(from);
            kept.addFirst(new Piece(
                    piece.glue(),
                    end,
                    tokens.count(end),
                    Piece.boxesOf(piece.boxes(), from, text.length(), text.length()),
                    piece.kind()));
        }
    }
}
