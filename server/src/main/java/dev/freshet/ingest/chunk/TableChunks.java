package dev.freshet.ingest.chunk;

import dev.freshet.core.AppException;
import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.PieceMaker;
import dev.freshet.ingest.chunk.piece.SectionChunks;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.text.TokenCounter;
import java.util.List;

/// Each row of a table is a chunk of lines `header: value`, under the name of its sheet where it has one. A
/// text file is a table when its columns are separated by tabs; its first line names them.
final class TableChunks implements MethodChunker {
    private static final String TAB = "\t";

    private final SectionChunks sections;

    TableChunks(TokenCounter tokens) {
        sections = new SectionChunks(tokens);
    }

    @Override
    public List<ChunkDraft> chunk(Source source) {
        List<Block> blocks = source.isText() ? rows(source.lines()) : source.blocks();
        return sections.glue(blocks, PieceMaker.Form.ROW_CHUNKS, source.settings());
    }

    private static List<Block> rows(List<String> lines) {
        if (lines.isEmpty()) {
            return List.of();
        }
        String header = lines.getFirst();
        if (!header.contains(TAB)) {
            throw AppException.invalid(
                    "The first line has no tab; the chunk method \"table\" takes texts with tabs between columns.");
        }
        List<String> rows = lines.size() == 1 ? lines : lines.subList(1, lines.size());
        String names = lines.size() == 1 ? "" : header;
        return rows.stream()
                .map(row -> new Block(Kind.TABLE_ROW, 0, row, 0, List.of(), names))
                .toList();
    }
}
