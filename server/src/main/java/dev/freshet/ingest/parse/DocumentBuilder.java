package dev.freshet.ingest.parse;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gathers the blocks of a file while it is parsed, within a limit of characters. Not for several threads.
public final class DocumentBuilder {
    private static final int LONGEST_PROPERTY = 2_000;

    private final ParseProgress progress;
    private final int limit;
    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, String> properties = new HashMap<>();
    private long characters;
    private int pages;

    /// @param limit most characters of text and labels together
    public DocumentBuilder(ParseProgress progress, int limit) {
        this.progress = progress;
        this.limit = limit;
    }

    /// Adds a block unless its text is blank.
    ///
    /// @throws AppException.Rejected when the file holds too much text
    public void add(Block block) {
        if (block.text().isBlank()) {
            return;
        }
        characters += block.text().length() + block.label().length();
        if (characters > limit) {
            throw new AppException.Rejected(
                    ErrorCode.TOO_LARGE,
                    "The file holds more than " + limit + " characters of text; split it into several files.");
        }
        blocks.add(block);
    }

    /// Adds a block without a place.
    public void add(Kind kind, int level, String text, String label) {
        add(new Block(kind, level, text, 0, List.of(), label));
    }

    /// Adds a block that stands on a page, slide or sheet.
    public void add(Kind kind, int level, String text, String label, int page) {
        add(new Block(kind, level, text, page, List.of(), label));
    }

    /// Notes what the file says of itself; blank values are left out, long ones cut.
    public void property(String key, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            String text = value.strip();
            properties.put(key.toLowerCase(Locale.ROOT), text.substring(0, Math.min(text.length(), LONGEST_PROPERTY)));
        }
    }

    /// Tells the caller how far things are.
    ///
    /// @throws AppException.Rejected with [ErrorCode#CANCELLED] when the caller gave up
    public void progress(int done, int total) {
        checkCancelled();
        progress.pages(done, total);
    }

    /// Asks the caller whether to go on.
    ///
    /// @throws AppException.Rejected with [ErrorCode#CANCELLED] when the caller gave up
    public void checkCancelled() {
        if (progress.cancelled()) {
            throw new AppException.Rejected(ErrorCode.CANCELLED, "Parsing was stopped.");
        }
    }

    /// How many pages, slides or sheets the file has.
    public void pageCount(int count) {
        pages = count;
    }

    /// A builder for a file inside of this one, with the room that is left.
    public DocumentBuilder nested() {
        return new DocumentBuilder(progress, (int) Math.max(1, limit - characters));
    }

    /// Takes over the blocks of a file inside of this one, without their places, which are not places of this
    /// file.
    public void include(DocumentBuilder inner) {
        for (Block block : inner.blocks) {
            add(block.kind(), block.level(), block.text(), block.label());
        }
    }

    public ParsedDocument build() {
        return new ParsedDocument(blocks, properties, pages);
    }
}
