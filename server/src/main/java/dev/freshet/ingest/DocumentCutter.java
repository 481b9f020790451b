package dev.freshet.ingest;

import dev.freshet.blob.BlobStore;
import dev.freshet.core.AppException;
import dev.freshet.core.ChunkId;
import dev.freshet.core.Timestamps;
import dev.freshet.core.Vector;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.ParserConfig;
import dev.freshet.dataset.chunk.ChildPlace;
import dev.freshet.dataset.chunk.Chunk;
import dev.freshet.dataset.chunk.ChunkIds;
import dev.freshet.dataset.chunk.Position;
import dev.freshet.dataset.chunk.PreparedChunk;
import dev.freshet.dataset.chunk.TextTokens;
import dev.freshet.index.ChunkAnalyzer;
import dev.freshet.ingest.chunk.ChunkMethod;
import dev.freshet.ingest.chunk.Chunker;
import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.ChunkSettings;
import dev.freshet.ingest.parse.ParseProgress;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParseRequest.Layout;
import dev.freshet.ingest.parse.ParseRequest.PageRange;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.ParsedDocument.Box;
import dev.freshet.ingest.parse.Parsers;
import dev.freshet.text.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes chunks of a document's file, as the document's settings ask. The same file and settings always give
/// the same chunks.
public final class DocumentCutter {
    /// A range of pages as clients send it: `[1, 12]`.
    private static final Pattern RANGE = Pattern.compile("\\[\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*]");

    private final BlobStore blobs;
    private final Parsers parsers;
    private final Chunker chunker;
    private final ChunkAnalyzer analyzer;
    private final TokenCounter counter;
    private final Timestamps timestamps;

    public DocumentCutter(
            BlobStore blobs,
            Parsers parsers,
            Chunker chunker,
            ChunkAnalyzer analyzer,
            TokenCounter counter,
            Timestamps timestamps) {
        this.blobs = blobs;
        this.parsers = parsers;
        this.chunker = chunker;
        this.analyzer = analyzer;
        this.counter = counter;
        this.timestamps = timestamps;
    }

    /// Parses and cuts; may take minutes.
    ///
    /// @throws AppException.Rejected with a sentence when the file cannot be parsed or cut so, or has no text
    List<ChunkDraft> drafts(Document document, ParseProgress progress) {
        ChunkMethod method = ChunkMethod.of(document.chunkMethod())
                .orElseThrow(
                        () -> AppException.invalid("There is no chunk method \"" + document.chunkMethod() + "\"."));
        ParserConfig config = document.parserConfig();
        ChunkSettings settings = new ChunkSettings(
                config.chunkTokens(),
                config.delimiter(),
                config.overlapPercent(),
                config.html4excel(),
                config.childrenDelimiter(),
                config.layoutRecognize());
        if (document.file().location().isEmpty()) {
            throw AppException.invalid("The document has no file that could be parsed.");
        }
        ParsedDocument parsed = parsers.parse(request(document), progress);
        List<ChunkDraft> drafts = chunker.chunk(method, parsed, document.name(), settings);
        if (drafts.isEmpty()) {
            throw AppException.invalid("No text was found in this file.");
        }
        return drafts;
    }

    /// The chunk as it is stored, still without its vector.
    PreparedChunk prepare(Document document, int position, ChunkDraft draft) {
        List<Position> places =
                draft.boxes().stream().map(DocumentCutter::place).toList();
        long now = timestamps.next();
        Chunk chunk = new Chunk(
                id(document, draft),
                document.tenant(),
                document.dataset(),
                document.id(),
                position,
                places.isEmpty() ? 0 : places.getFirst().page(),
                places.isEmpty() ? 0 : places.getFirst().top(),
                draft.text(),
                draft.keywords(),
                draft.questions(),
                places,
                "",
                counter.count(draft.text()),
                true,
                now,
                now,
                childPlace(document, draft));
        TextTokens tokens =
                TextTokens.of(analyzer.tokens(document.name(), draft.text(), draft.keywords(), draft.questions()));
        return new PreparedChunk(chunk, tokens, Vector.NONE);
    }

    /// The id of a chunk, which the same document gives again when it is cut alike.
    static ChunkId id(Document document, ChunkDraft draft) {
        ChunkDraft.Child child = draft.child();
        return child == null
                ? ChunkIds.of(document.id(), draft.text())
                : ChunkIds.child(ChunkIds.parent(document.id(), child.whole()), child.place(), draft.text());
    }

    private static @Nullable ChildPlace childPlace(Document document, ChunkDraft draft) {
        ChunkDraft.Child child = draft.child();
        return child == null ? null : new ChildPlace(ChunkIds.parent(document.id(), child.whole()), child.lead());
    }

    private ParseRequest request(Document document) {
        ParserConfig config = document.parserConfig();
        boolean plain = config.layoutRecognize().equalsIgnoreCase("Plain Text");
        return new ParseRequest(
                blobs.file(document.file().location()),
                document.name(),
                plain ? Layout.PLAIN : Layout.RECOGNIZED,
                pages(config));
    }

    private static List<PageRange> pages(ParserConfig config) {
        List<PageRange> pages = new ArrayList<>();
        for (String text : config.settings().texts("pages")) {
            Matcher range = RANGE.matcher(text);
            if (!range.matches()) {
                throw AppException.invalid("The pages must be ranges such as [[1, 12]].");
            }
            int first = Math.max(1, Integer.parseInt(range.group(1)));
            pages.add(new PageRange(first, Math.max(first, Integer.parseInt(range.group(2)))));
        }
        return pages;
    }

    private static Position place(Box box) {
        return new Position(
                box.page(),
                Math.round(box.left()),
                Math.round(box.right()),
                Math.round(box.top()),
                Math.round(box.bottom()));
    }
}
