/// Finds the titles of books, laws, manuals and papers where the file does not mark them, or marks them all
/// alike.
///
/// [dev.freshet.ingest.chunk.title.Titles] turns a document's blocks into the same blocks with headings of
/// the right levels, by the way that titles are numbered in Chinese and English
/// ([dev.freshet.ingest.chunk.title.TitleMark]). [dev.freshet.ingest.chunk.title.TableOfContents] takes away
/// what repeats them in front.
@NullMarked
package dev.freshet.ingest.chunk.title;

import org.jspecify.annotations.NullMarked;
