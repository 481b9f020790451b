package dev.freshet.retrieval;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// Words that ask or bind and say nothing about the matter, lower-cased and unstemmed.
final class StopWords {
    private static final Set<String> ENGLISH = words("""
            a an the this that these those there here it its is are was were be been being am do does did done
            has have had having can could may might must shall should will would to of in on at by for from with
            about as into than then so if or and but not no nor i me my we us our you your he him his she her
            they them their what which who whom whose when where why how please tell show give explain describe
            know want let lets any some also just whats dont doesnt isnt
            """);

    private static final Set<String> CHINESE = words("""
            的 了 吗 呢 吧 啊 呀 么 是 有 在 和 与 或 及 也 都 就 而 但 被 把 给 对 从 到 向 于 以 之 其 这 那 这个 那个
            我 你 您 他 她 它 我们 你们 他们 她们 它们 什么 怎么 怎样 怎么样 如何 哪 哪个 哪些 哪里 哪儿 谁 多少 几 几个
            为什么 为何 何时 是否 能否 可否 可以 能 能够 会 要 想 请 请问 问 告诉 一下 有没有 是不是 关于 一个 需要 应该 应 该
            """);

    private StopWords() {}

    static boolean contains(String word) {
        return ENGLISH.contains(word) || CHINESE.contains(word);
    }

    private static Set<String> words(String list) {
        return Arrays.stream(list.strip().split("\\s+", -1)).collect(Collectors.toUnmodifiableSet());
    }
}
