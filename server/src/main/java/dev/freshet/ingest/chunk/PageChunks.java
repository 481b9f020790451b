package dev.freshet.ingest.chunk;

import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.ChunkSettings;
import dev.freshet.ingest.chunk.piece.Rendered;
import dev.freshet.ingest.chunk.piece.SectionChunks;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.text.TokenCounter;
import java.util.ArrayList;
import java.util.List;

/// One chunk for each slide or page. What has no page of its own belongs to the page before. A page of more
/// than [#LARGEST] tokens is cut as the general method would at that size.
final class PageChunks implements MethodChunker {
    private static final int LARGEST = 2_048;
    private static final ChunkSettings SETTINGS = new ChunkSettings(LARGEST, "\n", 0, false, "", "DeepDOC");

    private final TokenCounter tokens;
    private final SectionChunks sections;

    PageChunks(TokenCounter tokens) {
        this.tokens = tokens;
        this.sections = new SectionChunks(tokens);
    }

    @Override
    public List<ChunkDraft> chunk(Source source) {
        List<ChunkDraft> chunks = new ArrayList<>();
        for (List<Block> page : pages(source.blocks())) {
            Rendered text = sections.whole(page, source.form());
            if (tokens.count(text.text()) > LARGEST) {
                chunks.addAll(sections.glue(page, source.form(), SETTINGS));
            } else if (!text.text().isBlank()) {
                chunks.add(text.chunk());
            }
        }
        return chunks;
    }

    private static List<List<Block>> pages(List<Block> blocks) {
        List<List<Block>> pages = new ArrayList<>();
        int current = 0;
        for (Block block : blocks) {
            if (pages.isEmpty() || (block.page() != 0 && block.page() != current)) {
                pages.add(new ArrayList<>());
                current = block.page();
            }
            pages.getLast().add(block);
        }
        return pages;
    }
}
