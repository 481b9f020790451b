package dev.freshet.text;

import com.ibm.icu.text.Transliterator;

/// Traditional to simplified Chinese, character by character.
///
/// ICU's transliterator takes a lock on every call and walks its rules for every character, so it is asked once
/// for each ideograph, when that is met first, and its answers are kept in a table of 55 KB. The rules that look at
/// neighbours are lost by that; they concern a handful of characters. Asking for all of them in advance would
/// cost every start a tenth of its time.
final class SimplifiedChinese {
    private static final char FIRST = '\u3400';
    private static final char LAST = '\u9FFF';

    /// 0 where the rules were not asked yet. Threads that meet an ideograph at once write the same answer.
    private final char[] table = new char[LAST - FIRST + 1];

    /// Read with the first ideograph.
    private static final class Rules {
        private static final Transliterator ICU = Transliterator.getInstance("Traditional-Simplified");

        static char simplified(char ideograph) {
            String simplified = ICU.transliterate(String.valueOf(ideograph));
            return simplified.length() == 1 ? simplified.charAt(0) : ideograph;
        }
    }

    /// The text with traditional ideographs replaced; its length stays the same.
    String simplify(String text) {
        char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            char character = characters[i];
            if (character >= FIRST && character <= LAST) {
                characters[i] = known(character);
            }
        }
        return String.valueOf(characters);
    }

    private char known(char ideograph) {
        int place = ideograph - FIRST;
        if (table[place] == 0) {
            table[place] = Rules.simplified(ideograph);
        }
        return table[place];
    }
}
