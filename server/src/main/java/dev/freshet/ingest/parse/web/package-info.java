/// Reads what comes from the web: HTML pages, e-mail messages with their attachments, and what pictures say
/// of themselves. Runs in child processes. Start with `HtmlParser`.
///
/// Pages lose what is not content: scripts, styles, navigation. A mail's text parts are read as the formats
/// they are, its attachments are named and their text is read where it is text. Nothing outside the file is
/// ever fetched.
@NullMarked
package dev.freshet.ingest.parse.web;

import org.jspecify.annotations.NullMarked;
