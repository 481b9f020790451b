/// Reads the files of Microsoft Office, old and new. Runs in child processes.
///
/// Every file goes through [dev.freshet.ingest.parse.office.OfficeFile] first, which tells encrypted,
/// mis-named and explosive files apart before a library reads them. Workbooks are read as streams of rows.
/// What a parser finds goes through the document builder of `ingest.parse`, so that all formats yield the same
/// kinds of blocks.
@NullMarked
package dev.freshet.ingest.parse.office;

import org.jspecify.annotations.NullMarked;
