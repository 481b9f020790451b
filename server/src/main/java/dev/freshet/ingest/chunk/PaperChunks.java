package dev.freshet.ingest.chunk;

import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.chunk.piece.ChunkSettings;
import dev.freshet.ingest.chunk.piece.Rendered;
import dev.freshet.ingest.chunk.piece.SectionChunks;
import dev.freshet.ingest.chunk.title.Titles;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.text.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Title, authors and abstract of a paper are one chunk, which is also found by words for "summary"; the rest
/// is cut as a manual, each chunk under the paper's title.
final class PaperChunks implements MethodChunker {
    private static final int LARGEST = 2_048;
    private static final List<String> KEYWORDS = List.of("abstract", "summary", "summarize", "摘要", "总结", "概括");
    private static final Pattern ABSTRACT =
            Pattern.compile("(?is)\\s*(?:abstract\\b|summary\\s*$|摘\\s*要)[\\s.:：—–-]*.*");
    private static final Pattern SUBJECTS = Pattern.compile("(?is)\\s*(?:key\\s?words|index terms|关\\s*键\\s*[词字]).*");

    private final TokenCounter tokens;
    private final SectionChunks sections;
    private final ManualChunks manual;

    PaperChunks(TokenCounter tokens) {
        this.tokens = tokens;
        this.sections = new SectionChunks(tokens);
        this.manual = new ManualChunks(tokens);
    }

    @Override
    public List<ChunkDraft> chunk(Source source) {
        List<Block> blocks = Titles.of(source.asWished());
        int summary = summary(blocks);
        if (summary < 0) {
            return manual.chunks(blocks, source);
        }
        int end = end(blocks, summary);
        List<ChunkDraft> chunks = new ArrayList<>(front(blocks.subList(0, end), source));
        chunks.addAll(manual.chunks(rest(blocks, summary, end), source));
        return chunks;
    }

    private static int summary(List<Block> blocks) {
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            boolean written = block.kind() == Kind.HEADING || block.kind() == Kind.PARAGRAPH;
            if (written && ABSTRACT.matcher(block.text()).matches()) {
                return i;
            }
        }
        return -1;
    }

    /// Where the first section begins: at the first heading behind the abstract's text that does not name its
    /// subjects.
    private static int end(List<Block> blocks, int summary) {
        for (int i = summary + 1; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.kind() == Kind.HEADING && !SUBJECTS.matcher(block.text()).matches()) {
                return i;
            }
        }
        return blocks.size();
    }

    private List<ChunkDraft> front(List<Block> blocks, Source source) {
        Rendered text = sections.whole(blocks, source.form());
        List<ChunkDraft> chunks = tokens.count(text.text()) <= LARGEST
                ? List.of(text.chunk())
                : sections.glue(blocks, source.form(), ChunkSettings.defaults().atLeast(LARGEST));
        return chunks.stream().map(chunk -> chunk.noted(KEYWORDS, List.of())).toList();
    }

    /// The sections, below the title where the paper has one.
    private static List<Block> rest(List<Block> blocks, int summary, int end) {
        Optional<Block> title = blocks.subList(0, summary).stream()
                .filter(block -> block.kind() == Kind.HEADING)
                .findFirst();
        if (title.isEmpty() || end == blocks.size()) {
            return blocks.subList(end, blocks.size());
        }
        List<Block> below = blocks.subList(end, blocks.size());
        int up = below.stream()
                .filter(block -> block.kind() == Kind.HEADING)
                .mapToInt(Block::level)
                .min()
                .orElse(2);
        List<Block> rest = new ArrayList<>();
        rest.add(heading(title.get(), 1));
        below.forEach(block -> rest.add(block.kind() == Kind.HEADING ? heading(block, block.level() - up + 2) : block));
        return rest;
    }

    private static Block heading(Block block, int level) {
        return new Block(Kind.HEADING, level, block.text(), block.page(), block.boxes(), block.label());
    }
}
