package dev.freshet.ingest.chunk;

import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import java.util.List;

/// One way to cut.
sealed interface MethodChunker permits NaiveChunks {
    /// The chunks in reading order; none of them blank.
    List<ChunkDraft> chunk(Source source);

    /// What there is to cut.
    ///
    /// @param suffix of the file's name, in lower case
    record Source(ParsedDocument document, String suffix, ChunkSettings settings) {
        List<Block> blocks() {
            return document.blocks();
        }

        boolean isSpreadsheet() {
            return List.of("csv", "tsv", "xlsx", "xls").contains(suffix);
        }
    }
}
