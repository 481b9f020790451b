package dev.freshet.ingest.parse;

import java.nio.file.Path;
import java.util.List;

/// What to parse and how.
///
/// @param file where the bytes are; it must not change meanwhile
/// @param fileName the name that the person gave it; its suffix decides the format
/// @param layout how pages are read
/// @param pages the ranges of pages to read; empty for all
public record ParseRequest(Path file, String fileName, Layout layout, List<PageRange> pages) {
    public ParseRequest {
        pages = List.copyOf(pages);
    }

    /// The whole file with its layout recognised.
    public static ParseRequest of(Path file, String fileName) {
        return new ParseRequest(file, fileName, Layout.RECOGNIZED, List.of());
    }

    /// Whether the page is asked for.
    public boolean wants(int page) {
        return pages.isEmpty() || pages.stream().anyMatch(range -> range.contains(page));
    }

    /// How the pages of a PDF are read.
    public enum Layout {
        /// Columns, headings, lists, tables and code are told apart; running heads and page numbers are left
        /// out.
        RECOGNIZED,
        /// Lines from top to bottom, each page as it stands.
        PLAIN
    }

    /// Pages `first` to `last`, both from 1 and included.
    public record PageRange(int first, int last) {
        public PageRange {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException("not a range of pages: " + first + "-" + last);
            }
        }

        public boolean contains(int page) {
            return first <= page && page <= last;
        }
    }
}
