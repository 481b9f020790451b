/// Turns a file into [dev.freshet.ingest.parse.ParsedDocument]: blocks of text with their kind and place.
///
/// [dev.freshet.ingest.parse.Parsers] is the way in; its result is the record to read first. What a file is,
/// is decided by its suffix and checked against its bytes. Text formats are read in process (`text`); formats
/// that need heavy libraries (`pdf`, `office`, `web`) are parsed in child processes (`worker`), so that one
/// bad file cannot take the server down. Whatever is wrong with a file ends in one sentence.
@NullMarked
package dev.freshet.ingest.parse;

import org.jspecify.annotations.NullMarked;
