package dev.freshet.ingest.chunk;

import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.ChunkSettings;
import dev.freshet.ingest.chunk.piece.PieceMaker;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.util.List;
import java.util.Set;

/// One way to cut.
sealed interface MethodChunker
        permits NaiveChunks,
                QaChunks,
                TableChunks,
                OneChunk,
                PageChunks,
                EmailChunks,
                BookChunks,
                LawChunks,
                ManualChunks,
                PaperChunks {
    /// The chunks in reading order; none of them blank.
    List<ChunkDraft> chunk(Source source);

    /// What there is to cut.
    ///
    /// @param suffix of the file's name, in lower case
    record Source(ParsedDocument document, String suffix, ChunkSettings settings) {
        private static final Set<String> SPREADSHEETS = Set.of("csv", "tsv", "xlsx", "xls");
        private static final Set<String> CODE = Set.of(
                "py", "js", "java", "c", "cpp", "h", "php", "go", "ts", "sh", "cs", "kt", "sql", "yml", "yaml", "xml");

        List<Block> blocks() {
            return document.blocks();
        }

        /// The blocks; where pages of a PDF are to be read as plain text, headings are paragraphs.
        List<Block> asWished() {
            boolean plain = settings.plainLayout() && suffix.equals("pdf");
            return plain ? blocks().stream().map(Source::plain).toList() : blocks();
        }

        private static Block plain(Block block) {
            return block.kind() == Kind.HEADING
                    ? new Block(Kind.PARAGRAPH, 0, block.text(), block.page(), block.boxes(), "")
                    : block;
        }

        /// The same file with other blocks.
        Source with(List<Block> others) {
            ParsedDocument changed = new ParsedDocument(others, document.properties(), document.pages());
            return new Source(changed, suffix, settings);
        }

        boolean isSpreadsheet() {
            return SPREADSHEETS.contains(suffix);
        }

        boolean isText() {
            return suffix.equals("txt");
        }

        PieceMaker.Form form() {
            if (isSpreadsheet()) {
                return settings.html4excel() ? PieceMaker.Form.HTML_TABLES : PieceMaker.Form.ROWS;
            }
            return CODE.contains(suffix) ? PieceMaker.Form.SOURCE : PieceMaker.Form.TEXT;
        }

        /// The lines of all blocks, blank ones left out.
        List<String> lines() {
            return blocks().stream()
                    .flatMap(block -> block.text().lines())
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }
}
