/// Parses files in child processes, so that a file which crashes, hangs or exhausts its parser costs that
/// file alone.
///
/// [dev.freshet.ingest.parse.worker.ParserPool] starts children lazily, hands them one file at a time and
/// replaces them; [dev.freshet.ingest.parse.worker.ParserMain] is what runs in them. Between the two go
/// [dev.freshet.ingest.parse.worker.Message]s, written by hand by `Frames`; nothing is ever deserialised.
@NullMarked
package dev.freshet.ingest.parse.worker;

import org.jspecify.annotations.NullMarked;
