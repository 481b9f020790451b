package dev.freshet.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Takes a joined word apart: at its signs, where small letters meet capitals, and where letters meet digits.
final class Compound {
    /// Signs that join things, each of which may itself be joined: `docs/AB-1234`, `jane.doe@example.com`.
    private static final Pattern OUTER = Pattern.compile("[/@:]+");

    private static final Pattern INNER = Pattern.compile("[-_.&+#]+");

    /// Between a small letter and a capital, before the last of several capitals, and between two letters
    /// and two digits.
    private static final Pattern SEAMS = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})"
            + "|(?<=\\p{L}{2})(?=\\d{2})|(?<=\\d{2})(?=\\p{L}{2})");

    private final Set<String> parts = new LinkedHashSet<>();
    private final UnaryOperator<String> normalise;

    private Compound(UnaryOperator<String> normalise) {
        this.normalise = normalise;
    }

    /// The parts of the word, each put through `normalise`, without repetition and without the word itself;
    /// empty when it is in one piece.
    static List<String> parts(String plain, UnaryOperator<String> normalise) {
        Compound compound = new Compound(normalise);
        for (String piece : OUTER.split(plain, -1)) {
            compound.addPiece(piece);
        }
        compound.parts.remove(normalise.apply(plain));
        return new ArrayList<>(compound.parts);
    }

    private void addPiece(String piece) {
        String[] leaves = INNER.split(piece, -1);
        if (leaves.length > 1) {
            add(piece);
        }
        for (String leaf : leaves) {
            addLeaf(leaf);
        }
    }

    private void addLeaf(String leaf) {
        add(leaf);
        String[] seams = SEAMS.split(leaf, -1);
        boolean worthIt = seams.length > 1;
        for (String piece : seams) {
            worthIt &= piece.length() > 1;
        }
        if (worthIt) {
            for (String piece : seams) {
                add(piece);
            }
        }
    }

    private void add(String part) {
        if (!part.isEmpty()) {
            parts.add(normalise.apply(part));
        }
    }
}
