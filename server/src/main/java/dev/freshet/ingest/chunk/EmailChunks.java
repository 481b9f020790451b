package dev.freshet.ingest.chunk;

import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.text.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A message as the general method cuts it: the subject is the heading that every chunk repeats, and who
/// wrote to whom and when stands in the first chunk.
final class EmailChunks implements MethodChunker {
    private static final List<String> FIELDS = List.of("From", "To", "Cc", "Date");

    private final NaiveChunks naive;

    EmailChunks(TokenCounter tokens) {
        naive = new NaiveChunks(tokens);
    }

    @Override
    public List<ChunkDraft> chunk(Source source) {
        Map<String, String> properties = source.document().properties();
        List<Block> blocks = new ArrayList<>();
        String subject = Objects.requireNonNullElse(properties.get("subject"), "");
        if (!subject.isBlank()) {
            blocks.add(new Block(Kind.HEADING, 1, subject, 0, List.of(), ""));
        }
        blocks.addAll(fields(properties));
        source.blocks().forEach(block -> blocks.add(below(block)));
        ParsedDocument message =
                new ParsedDocument(blocks, properties, source.document().pages());
        return naive.chunk(new Source(message, source.suffix(), source.settings()));
    }

    private static List<Block> fields(Map<String, String> properties) {
        List<String> lines = FIELDS.stream()
                .filter(field -> properties.containsKey(field.toLowerCase(java.util.Locale.ROOT)))
                .map(field -> field + ": " + properties.get(field.toLowerCase(java.util.Locale.ROOT)))
                .toList();
        return lines.isEmpty() ? List.of() : List.of(Block.paragraph(String.join("\n", lines)));
    }

    /// Headings of the body and of attachments stand under the subject.
    private static Block below(Block block) {
        return block.kind() == Kind.HEADING
                ? new Block(Kind.HEADING, block.level() + 1, block.text(), block.page(), block.boxes(), block.label())
                : block;
    }
}
