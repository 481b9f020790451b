package dev.freshet.ingest.chunk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The ways to cut a document. `docs/reference/chunk-methods.md` describes each.
public enum ChunkMethod {
    NAIVE(Suffixes.READABLE),
    QA("txt md mdx markdown docx pdf csv tsv xlsx xls"),
    TABLE("csv tsv xlsx xls txt"),
    ONE(Suffixes.READABLE),
    PRESENTATION("pptx ppt pdf"),
    EMAIL("eml msg"),
    PICTURE("jpg jpeg png tif tiff gif bmp webp avif ico heic apng"),
    BOOK(Suffixes.WRITTEN),
    LAWS(Suffixes.WRITTEN),
    MANUAL("docx pdf"),
    PAPER("pdf"),
    TAG(Suffixes.NONE),
    RESUME(Suffixes.NONE),
    AUDIO(Suffixes.NONE),
    KNOWLEDGE_GRAPH(Suffixes.NONE);

    private final String suffixes;

    ChunkMethod(String suffixes) {
        this.suffixes = suffixes;
    }

    /// The method of that key, such as `naive`; empty for an unknown one. Upper case is not accepted.
    public static Optional<ChunkMethod> of(String key) {
        return Arrays.stream(values())
                .filter(method -> method.key().equals(key))
                .findFirst();
    }

    /// The name that clients and the database use, such as `knowledge_graph`.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether documents can be cut by it at all; the others are names that clients know and nothing more.
    public boolean available() {
        return !suffixes.isEmpty();
    }

    /// Suffixes of the files it takes, in lower case and without the dot; none when it is not available.
    public List<String> suffixes() {
        return available() ? List.of(suffixes.split(" ", -1)) : List.of();
    }

    /// Whether its chunks may be cut into children: a question stays with its answer, and a picture is one
    /// thing.
    boolean hasChildren() {
        return this != QA && this != PICTURE;
    }

    static String availableKeys() {
        return Arrays.stream(values())
                .filter(ChunkMethod::available)
                .map(ChunkMethod::key)
                .collect(Collectors.joining(", "));
    }

    private static final class Suffixes {
        static final String NONE = "";
        static final String WRITTEN = "doc docx html htm xhtml pdf txt md mdx markdown";
        static final String READABLE = "txt text log ini md mdx markdown html htm xhtml pdf docx doc json jsonl ldjson"
                + " csv tsv xlsx xls yml yaml xml py js java c cpp h php go ts sh cs kt sql";
    }
}
