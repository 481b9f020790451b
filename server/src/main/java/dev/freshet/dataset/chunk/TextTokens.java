package dev.freshet.dataset.chunk;

import dev.freshet.dataset.TitleTokens;
import dev.freshet.index.ChunkTokens;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The analysed fields of a chunk that are its own; the title's stand with the document, so that a new name
/// is written once. See [ChunkTokens] for the fields.
public record TextTokens(String content, String contentFine, String keywords, String keywordTexts, String questions) {

    /// The part of a chunk's fields that is its own.
    public static TextTokens of(ChunkTokens tokens) {
        return new TextTokens(
                tokens.content(), tokens.contentFine(), tokens.keywords(), tokens.keywordTexts(), tokens.questions());
    }

    /// Several texts as one, in their order.
    static TextTokens joined(List<TextTokens> parts) {
        return new TextTokens(
                joined(parts, TextTokens::content),
                joined(parts, TextTokens::contentFine),
                joined(parts, TextTokens::keywords),
                parts.stream()
                        .map(TextTokens::keywordTexts)
                        .filter(each -> !each.isEmpty())
                        .collect(Collectors.joining("\n")),
                joined(parts, TextTokens::questions));
    }

    private static String joined(List<TextTokens> parts, Function<TextTokens, String> field) {
        return parts.stream().map(field).filter(each -> !each.isEmpty()).collect(Collectors.joining(" "));
    }

    /// All fields as the index wants them.
    public ChunkTokens under(TitleTokens title) {
        return new ChunkTokens(
                title.title(), title.titleFine(), content, contentFine, keywords, keywordTexts, questions);
    }

    /// Whether any of the terms stands in the text, its keywords or its questions.
    public boolean hasAny(Set<String> terms) {
        return Stream.of(content, contentFine, keywords, questions)
                .flatMap(field -> Arrays.stream(field.split(" ")))
                .anyMatch(terms::contains);
    }
}
