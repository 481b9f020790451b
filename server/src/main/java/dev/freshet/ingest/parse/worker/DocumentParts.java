package dev.freshet.ingest.parse.worker;

import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A document on its way over the pipe.
final class DocumentParts {
    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, String> properties = new HashMap<>();

    void add(Block block) {
        blocks.add(block);
    }

    void property(String key, String value) {
        properties.put(key, value);
    }

    ParsedDocument complete(int pages) {
        return new ParsedDocument(blocks, properties, pages);
    }
}
