package dev.freshet.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts an answer into the pieces that citations are attached to: sentences, with code fences kept whole. The
/// pieces put together are the answer again.
final class AnswerPieces {
    private static final Pattern FENCE = Pattern.compile("```.*?(?:```|\\z)", Pattern.DOTALL);

    /// Where a sentence ends: a Chinese stop, an exclamation mark or a line feed; a Latin stop after a small
    /// letter or digit before a blank.
    private static final Pattern END = Pattern.compile("[；。？!！\\n]|(?<=[a-z0-9)\\]])[.?;!](?=\\s|$)");

    private AnswerPieces() {}

    /// A piece of an answer.
    ///
    /// @param text the piece with its end mark
    /// @param code whether it is a code fence
    record Piece(String text, boolean code) {}

    static List<Piece> of(String answer) {
        List<Piece> pieces = new ArrayList<>();
        Matcher fence = FENCE.matcher(answer);
        int from = 0;
        while (fence.find()) {
            sentences(answer.substring(from, fence.start()), pieces);
            pieces.add(new Piece(fence.group(), true));
            from = fence.end();
        }
        sentences(answer.substring(from), pieces);
        return pieces;
    }

    private static void sentences(String text, List<Piece> pieces) {
        Matcher end = END.matcher(text);
        int from = 0;
        while (end.find()) {
            pieces.add(new Piece(text.substring(from, end.end()), false));
            from = end.end();
        }
        if (from < text.length()) {
            pieces.add(new Piece(text.substring(from), false));
        }
    }
}
