package dev.freshet.model.builtin;

import dev.freshet.text.Analyzer;
import dev.freshet.text.Term;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a question asks for.
///
/// @param terms the terms that an answer should have; words that only make it a question are left out
/// @param wants the kind of thing that would answer it
record QuestionTerms(Set<String> terms, Wanted wants) {
    private static final Set<String> EMPTY_WORDS = Set.copyOf(List.of("""
            a an and any are as at be been being between by can could did do does doing for from get gets give given
            had has have how i if in into is it its many may me might more most much must my need no not of on or our
            ours please shall should so some such tell than that the their them then there these they this those to
            under until up us was we were what when where which while who whom whose why will with would you your
            long often old far 的 了 吗 呢 吧 啊 是 有 在 和 与 或 我 我们 你 你们 他 她 它 他们 什么 怎么 怎样 如何 多少 几
            哪 哪个 哪些 哪里 谁 为什么 请问 可以 能 要 会 就 都 被 把 对 从 到 个 这 那 一个""".split("\\s+")));

    private static final Pattern COUNT =
            Pattern.compile("\\bhow (?:many|much|long|often|old|far|large|big|high)\\b|多少|几|多长|多久|多大|多高");
    private static final Pattern MOMENT =
            Pattern.compile("\\b(?:when|what (?:date|day|time|year|month)|which (?:date|day|year|month)|since what)\\b"
                    + "|什么时候|何时|哪天|哪一天|几点|几号|日期|哪年");

    static QuestionTerms of(String question, Analyzer analyzer) {
        Set<String> terms = new LinkedHashSet<>();
        for (Term term : analyzer.terms(question)) {
            String word = question.substring(term.start(), term.end()).toLowerCase(Locale.ROOT);
            if (!EMPTY_WORDS.contains(word)) {
                terms.add(term.text());
                terms.addAll(term.parts());
            }
        }
        return new QuestionTerms(terms, wanted(question.toLowerCase(Locale.ROOT)));
    }

    private static Wanted wanted(String question) {
        if (MOMENT.matcher(question).find()) {
            return Wanted.MOMENT;
        }
        return COUNT.matcher(question).find() ? Wanted.NUMBER : Wanted.ANYTHING;
    }

    /// Kinds of answers.
    enum Wanted {
        NUMBER(Pattern.compile("\\d|[一二三四五六七八九十百千万两半]\\s*[天日年月周个小时元人次倍岁]|"
                + "\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
                + "|fifty|sixty|ninety|hundred|thousand|once|twice|half|daily|weekly|monthly|yearly|annually)\\b")),
        MOMENT(Pattern.compile("\\d{4}|\\d{1,2}[:.]\\d{2}|\\d+\\s*[年月日号点]|周[一二三四五六日]|星期|"
                + "\\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
                + "|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\\d{1,2} ?[ap]m|noon|midnight"
                + "|daily|weekly|monthly|quarterly|annually|days?|weeks?|months?|years?)\\b")),
        ANYTHING(Pattern.compile("(?!)"));

        private final Pattern pattern;

        Wanted(Pattern pattern) {
            this.pattern = pattern;
        }

        boolean isIn(String text) {
            return pattern.matcher(text.toLowerCase(Locale.ROOT)).find();
        }
    }
}
