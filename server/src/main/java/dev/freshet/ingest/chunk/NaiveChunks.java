package dev.freshet.ingest.chunk;

import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.Delimiters;
import dev.freshet.ingest.chunk.piece.Rendered;
import dev.freshet.ingest.chunk.piece.SectionChunks;
import dev.freshet.text.TextCutter;
import dev.freshet.text.TokenCounter;
import java.util.ArrayList;
import java.util.List;

/// The general method: sections in pieces, pieces glued to chunks of a size ([SectionChunks] has the rules).
/// With delimiters in back quotes, each part of the text between two of them is a chunk, whatever its size up
/// to [#LARGEST] tokens.
final class NaiveChunks implements MethodChunker {
    private static final int LARGEST = 2_048;

    private final SectionChunks sections;
    private final TextCutter cutter;

    NaiveChunks(TokenCounter tokens) {
        sections = new SectionChunks(tokens);
        cutter = new TextCutter(tokens);
    }

    @Override
    public List<ChunkDraft> chunk(Source source) {
        Delimiters delimiters = Delimiters.of(source.settings().delimiter());
        if (delimiters.separateChunks()) {
            return separate(sections.whole(source.asWished(), source.form()), delimiters);
        }
        return sections.glue(source.asWished(), source.form(), source.settings());
    }

    private List<ChunkDraft> separate(Rendered document, Delimiters delimiters) {
        List<ChunkDraft> chunks = new ArrayList<>();
        for (Delimiters.Part part : delimiters.separate(document.text())) {
            int from = part.from();
            for (String text : cutter.cut(document.text().substring(part.from(), part.to()), LARGEST)) {
                if (!text.isBlank()) {
                    chunks.add(document.chunk(from, from + text.length()));
                }
                from += text.length();
            }
        }
        return chunks;
    }
}
