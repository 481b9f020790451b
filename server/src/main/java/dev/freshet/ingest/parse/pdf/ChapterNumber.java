package dev.freshet.ingest.parse.pdf;

import java.util.List;
import java.util.regex.Pattern;

/// A chapter's number that is set on a line of its own above the chapter's title, in words, in Roman numerals or
/// as in "Chapter 2": it is the beginning of that heading, not a heading.
final class ChapterNumber {
    private static final String UNITS = "one|two|three|four|five|six|seven|eight|nine";
    private static final String TEENS =
            "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen";
    private static final String TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
    private static final Pattern NUMBER = Pattern.compile(
            "(?:(?:chapter|part|appendix|section)\\s+(?:[a-z]|NUMERAL)|NUMERAL)[.:]?"
                    .replace(
                            "NUMERAL",
                            "(?:" + UNITS + "|" + TEENS + "|(?:" + TENS + ")[\\s-]?(?:" + UNITS
                                    + ")?|\\d{1,3}|[ivxlc]{1,8})"),
            Pattern.CASE_INSENSITIVE);

    private ChapterNumber() {}

    /// Whether the heading so far is such a number and the line, on the same page and in larger letters or
    /// right below, its title.
    static boolean isBefore(Line title, List<Line> heading) {
        if (heading.size() != 1) {
            return false;
        }
        Line number = heading.getFirst();
        return number.page() == title.page()
                && title.style().size() >= number.style().size()
                && NUMBER.matcher(number.text().strip()).matches();
    }
}
