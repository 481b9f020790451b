package dev.freshet.ingest.parse;

import java.util.List;
import java.util.Map;

/// A file as its parser understood it.
///
/// @param blocks in reading order
/// @param properties what the file says of itself, such as `title`, `author`, `from`, `subject`; keys in
///     lower case
/// @param pages how many pages, slides or sheets it has; 0 where it has none
public record ParsedDocument(List<Block> blocks, Map<String, String> properties, int pages) {
    public ParsedDocument {
        blocks = List.copyOf(blocks);
        properties = Map.copyOf(properties);
    }

    /// A piece of the file that belongs together.
    ///
    /// @param kind what it is
    /// @param level of a heading, from 1; indentation of a list item, from 1; 0 for everything else
    /// @param text readable text; for a [Kind#TABLE_ROW] the cells separated by tabs
    /// @param page the page, slide or sheet it stands on, from 1; 0 where there are none
    /// @param boxes the places of its lines; empty where the format has no layout
    /// @param label the language of code, the name of a sheet, the header row of a table row (cells separated
    ///     by tabs), the path inside a JSON document; else empty
    public record Block(Kind kind, int level, String text, int page, List<Box> boxes, String label) {
        public Block {
            boxes = List.copyOf(boxes);
        }

        /// A block of running text without a place.
        public static Block paragraph(String text) {
            return new Block(Kind.PARAGRAPH, 0, text, 0, List.of(), "");
        }
    }

    /// Kinds of blocks.
    public enum Kind {
        HEADING,
        PARAGRAPH,
        LIST_ITEM,
        TABLE_ROW,
        CODE,
        QUOTE,
        JSON
    }

    /// The place of a line on a page in points (1/72 inch), the origin in the upper left corner of the page
    /// as it is shown, after its rotation.
    ///
    /// @param page from 1
    public record Box(int page, float left, float right, float top, float bottom) {}
}
