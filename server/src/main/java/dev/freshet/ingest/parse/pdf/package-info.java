/// Reads PDFs: glyphs become lines with a place, lines become columns, and columns become headings,
/// paragraphs, lists, tables and code. Runs in child processes.
///
/// The way of a page: [dev.freshet.ingest.parse.pdf.PdfParser] opens the file, `GlyphReader` collects the
/// glyphs of a page, `LineBuilder` makes lines of them, `Columns` finds the order in which they are read;
/// when all pages are there, `RunningHeads` removes what repeats and `BlockBuilder` rebuilds the text.
@NullMarked
package dev.freshet.ingest.parse.pdf;

import org.jspecify.annotations.NullMarked;
