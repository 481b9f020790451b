package dev.freshet.ingest.chunk.title;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How titles are numbered, from the uppermost down. A line bears the first mark that it begins with.
public enum TitleMark {
    PART("第HAN(?:编|編|部分|部|卷|篇)", "(?:PART|BOOK|VOLUME|TITLE)\\s+NUMBER"),
    CHAPTER("第HAN章", "CHAPTER\\s+NUMBER", "(?:APPENDIX|ANNEX)\\s+(?:[A-Z]\\b|NUMBER)"),
    SECTION("第HAN[节節]", "SECTION\\s+NUMBER"),
    ARTICLE("第HAN[条條](?:之HAN)?", "ARTICLE\\s+NUMBER", "§\\s*\\d{1,4}[a-z]?"),
    HAN("[一二三四五六七八九十]{1,3}[、．.]"),
    HAN_IN_BRACKETS("[（(][一二三四五六七八九十]{1,3}[）)]"),
    DECIMAL("\\d{1,2}[.．、]?(?=\\s)", "\\d{1,2}[.．、](?=\\p{IsHan})"),
    DECIMAL_OF_TWO("\\d{1,2}[.．]\\d{1,2}[.．]?(?=[\\s\\p{IsHan}])"),
    DECIMAL_OF_THREE("\\d{1,2}[.．]\\d{1,2}[.．]\\d{1,2}[.．]?(?=[\\s\\p{IsHan}])"),
    DECIMAL_OF_FOUR("\\d{1,2}(?:[.．]\\d{1,2}){3}[.．]?(?=[\\s\\p{IsHan}])");

    private final Pattern pattern;

    TitleMark(String... forms) {
        String any = String.join("|", forms)
                .replace("第HAN", "第" + Numbers.CHINESE)
                .replace("之HAN", "之" + Numbers.CHINESE)
                .replace("NUMBER", Numbers.LATIN);
        pattern = Pattern.compile("(?:" + any + ")", Pattern.CASE_INSENSITIVE);
    }

    private static final class Numbers {
        static final String CHINESE = "[零〇一二三四五六七八九十百千0-9０-９]{1,8}";
        static final String LATIN = "(?:\\d{1,4}[a-z]?|[ivxlc]{1,8}|one|two|three|four|five|six|seven|eight|nine|ten"
                + "|eleven|twelve)(?![\\p{L}\\p{N}])";
    }

    /// Where the mark of a line ends.
    ///
    /// @param end the place behind it
    public record Found(TitleMark mark, int end) {}

    /// The mark that a line begins with.
    public static Optional<Found> of(String line) {
        return Arrays.stream(values()).flatMap(mark -> mark.in(line).stream()).findFirst();
    }

    /// Whether the text of a law's article or section often goes on behind it in the same line.
    boolean numbersText() {
        return this == ARTICLE || this == SECTION;
    }

    private Optional<Found> in(String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.lookingAt() ? Optional.of(new Found(this, matcher.end())) : Optional.empty();
    }
}
