package dev.freshet.ingest.chunk;

import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.ChunkSettings;
import dev.freshet.ingest.chunk.piece.PieceMaker;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import java.util.List;
import java.util.Set;

/// One way to cut.
sealed interface MethodChunker permits NaiveChunks, QaChunks, TableChunks, OneChunk, PageChunks, EmailChunks {
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
