/// Turns a file into [dev.freshet.ingest.parse.ParsedDocument]: blocks of text with their kind and place.
///
/// Formats that need heavy libraries are parsed in child processes, so that one bad file cannot take the
/// server down; text formats are read in process. Start with `ParsedDocument`.
@NullMarked
package dev.freshet.ingest.parse;

import org.jspecify.annotations.NullMarked;
