package dev.freshet.text;

import com.ibm.icu.text.Transliterator;

/// Traditional to simplified Chinese, character by character.
///
/// ICU's transliterator takes a lock on every call and walks its rules for every character, so it is asked
/// once for all ideographs and its answers are kept in a table of 55 KB. The rules that look at neighbours
/// are lost by that; they concern a handful of characters.
final class SimplifiedChinese {
    private static final char FIRST = '\u3400';
    private static final char LAST = '\u9FFF';

    private final char[] table = new char[LAST - FIRST + 1];

    SimplifiedChinese() {
        Transliterator rules = Transliterator.getInstance("Traditional-Simplified");
        for (char ideograph = FIRST; ideograph <= LAST; ideograph++) {
            String simplified = rules.transliterate(String.valueOf(ideograph));
            table[ideograph - FIRST] = simplified.length() == 1 ? simplified.charAt(0) : ideograph;
        }
    }

    /// The text with traditional ideographs replaced; its length stays the same.
    String simplify(String text) {
        char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            char character = characters[i];
            if (character >= FIRST && character <= LAST) {
                characters[i] = table[character - FIRST];
            }
        }
        return String.valueOf(characters);
    }
}
