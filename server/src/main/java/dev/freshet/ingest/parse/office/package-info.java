/// Reads the files of Microsoft Office, old and new. Runs in child processes.
///
/// Every file goes through [dev.freshet.ingest.parse.office.OfficeFile] first, which tells encrypted,
/// mis-named and explosive files apart before a library reads them. Workbooks are read as streams of rows.
@NullMarked
package dev.freshet.ingest.parse.office;

import org.jspecify.annotations.NullMarked;
