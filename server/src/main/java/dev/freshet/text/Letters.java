package dev.freshet.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import java.lang.Character.UnicodeScript;
import java.util.Locale;

/// What a character is to the analyser, and the plain forms of letters.
final class Letters {
    private static final Normalizer2 COMPATIBLE = Normalizer2.getNFKCInstance();
    private static final Normalizer2 DECOMPOSED = Normalizer2.getNFDInstance();
    private static final char SOFT_HYPHEN = '\u00AD';

    private Letters() {}

    /// Whether the character belongs to a word of a script that sets blanks between words.
    static boolean isWord(int codePoint) {
        if (codePoint < 128) {
            return isAsciiLetter(codePoint) || isAsciiDigit(codePoint);
        }
        return isWordOutsideAscii(codePoint) && !isUnspaced(codePoint);
    }

    /// Whether the character belongs to a script without blanks between words.
    static boolean isUnspaced(int codePoint) {
        if (codePoint < 0x0E00) {
            return false;
        }
        if (codePoint >= 0x4E00 && codePoint <= 0x9FFF) {
            return true;
        }
        boolean prolongedKana = codePoint == 0x30FC || codePoint == 0xFF70;
        return prolongedKana || (isWordOutsideAscii(codePoint) && hasUnspacedScript(codePoint));
    }

    static boolean isHangul(int codePoint) {
        return codePoint >= 0xAC00 && codePoint <= 0xD7A3;
    }

    static boolean isAsciiDigit(int character) {
        return character >= '0' && character <= '9';
    }

    static boolean isAsciiLetter(int character) {
        int lower = character | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    /// The half-width form of a sign, with one form for all hyphens and one for all apostrophes.
    static char sign(char character) {
        return switch (character) {
            case '\u2019', '\u02BC' -> '\'';
            case '\u2010', '\u2011' -> '-';
            default -> character >= '\uFF01' && character <= '\uFF5E' ? (char) (character - 0xFEE0) : character;
        };
    }

    /// Half-width and composed, case kept, without anything that could be taken for a blank.
    static String plain(String word) {
        if (isAscii(word)) {
            return word;
        }
        StringBuilder signs = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char character = word.charAt(i);
            if (character != SOFT_HYPHEN) {
                signs.append(sign(character));
            }
        }
        return COMPATIBLE.normalize(signs).replaceAll("[\\s\\p{Z}\\p{Cf}]", "");
    }

    /// Lower-cased, and Latin letters without their accents, of a text that [#plain] has made.
    static String lower(String plain) {
        if (isAscii(plain)) {
            return plain.toLowerCase(Locale.ROOT);
        }
        String folded = UCharacter.foldCase(plain, true);
        return isLatin(folded.codePointAt(0)) ? DECOMPOSED.normalize(folded).replaceAll("\\p{Mn}", "") : folded;
    }

    private static boolean isLatin(int codePoint) {
        return UnicodeScript.of(codePoint) == UnicodeScript.LATIN;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasUnspacedScript(int codePoint) {
        return switch (UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }

    private static boolean isWordOutsideAscii(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> true;
            default -> codePoint == SOFT_HYPHEN;
        };
    }
}
