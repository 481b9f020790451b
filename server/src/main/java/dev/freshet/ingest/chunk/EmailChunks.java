package dev.freshet.ingest.chunk;

import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.text.TokenCounter;
import java.util.ArrayList;
import java.util.List;

/// A message as the general method cuts it. Its parser writes the subject as the first heading, then who
/// wrote to whom and when; headings of the body and of attachments go below the subject, so that every chunk
/// repeats it.
final class EmailChunks implements MethodChunker {
    private final NaiveChunks naive;

    EmailChunks(TokenCounter tokens) {
        naive = new NaiveChunks(tokens);
    }

    @Override
    public List<ChunkDraft> chunk(Source source) {
        List<Block> blocks = new ArrayList<>();
        for (Block block : source.blocks()) {
            blocks.add(blocks.isEmpty() ? block : below(block));
        }
        return naive.chunk(source.with(blocks));
    }

    private static Block below(Block block) {
        return block.kind() == Kind.HEADING
                ? new Block(Kind.HEADING, block.level() + 1, block.text(), block.page(), block.boxes(), block.label())
                : block;
    }
}
