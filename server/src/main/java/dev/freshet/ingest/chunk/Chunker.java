package dev.freshet.ingest.chunk;

import dev.freshet.core.AppException;
import dev.freshet.ingest.chunk.piece.ChildCutter;
import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.ChunkSettings;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.text.TokenCounter;
import java.util.List;
import java.util.Locale;

/// Cuts parsed documents. The same document and settings always give the same chunks. Thread-safe.
public final class Chunker {
    private final NaiveChunks naive;
    private final QaChunks qa;
    private final TableChunks table;
    private final OneChunk one;
    private final PageChunks pages;
    private final EmailChunks email;
    private final BookChunks book;
    private final LawChunks laws;
    private final ManualChunks manual;
    private final PaperChunks paper;

    public Chunker(TokenCounter tokens) {
        naive = new NaiveChunks(tokens);
        qa = new QaChunks(tokens);
        table = new TableChunks(tokens);
        one = new OneChunk(tokens);
        pages = new PageChunks(tokens);
        email = new EmailChunks(tokens);
        book = new BookChunks(tokens);
        laws = new LawChunks(tokens);
        manual = new ManualChunks(tokens);
        paper = new PaperChunks(tokens);
    }

    /// The chunks in reading order, none of them blank.
    ///
    /// @param fileName its suffix decides whether the method takes the file
    /// @throws AppException.Rejected when the method is not there yet or does not take this type of file; no
    ///     other method is tried instead
    public List<ChunkDraft> chunk(
            ChunkMethod method, ParsedDocument document, String fileName, ChunkSettings settings) {
        String suffix = suffix(fileName);
        refuse(method, suffix);
        List<ChunkDraft> chunks = chunker(method).chunk(new MethodChunker.Source(document, suffix, settings));
        if (settings.childrenDelimiter().isEmpty() || !method.hasChildren()) {
            return chunks;
        }
        ChildCutter cutter = new ChildCutter(settings.childrenDelimiter());
        return chunks.stream().flatMap(chunk -> cutter.children(chunk).stream()).toList();
    }

    private MethodChunker chunker(ChunkMethod method) {
        return switch (method) {
            case NAIVE -> naive;
            case QA -> qa;
            case TABLE -> table;
            case ONE, PICTURE -> one;
            case PRESENTATION -> pages;
            case EMAIL -> email;
            case BOOK -> book;
            case LAWS -> laws;
            case MANUAL -> manual;
            case PAPER -> paper;
            case TAG, RESUME, AUDIO, KNOWLEDGE_GRAPH -> throw notAvailable(method);
        };
    }

    private static void refuse(ChunkMethod method, String suffix) {
        if (!method.available()) {
            throw notAvailable(method);
        }
        if (!method.suffixes().contains(suffix)) {
            String what = suffix.isEmpty() ? "files without a suffix" : "." + suffix + " files";
            throw AppException.invalid("The chunk method \"" + method.key() + "\" does not take " + what + "; it takes "
                    + String.join(", ", method.suffixes()) + ".");
        }
    }

    private static AppException notAvailable(ChunkMethod method) {
        return AppException.invalid("The chunk method \"" + method.key() + "\" is not available yet; choose "
                + ChunkMethod.availableKeys() + ".");
    }

    private static String suffix(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
