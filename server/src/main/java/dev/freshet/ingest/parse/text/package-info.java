/// Reads text formats in the server itself: plain text, Markdown, separated values, JSON, source files.
/// What comes out is the same record as from any other format.
///
/// All of them are bounded by the size of the file and run on one platform thread, so that a large file holds
/// up neither the carriers of the virtual threads nor the server's memory. Start with `TextParser`.
@NullMarked
package dev.freshet.ingest.parse.text;

import org.jspecify.annotations.NullMarked;
