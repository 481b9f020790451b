/// Reads what comes from the web: HTML pages, e-mail messages with their attachments, and what pictures say
/// of themselves. Runs in child processes. Start with `HtmlParser`.
@NullMarked
package dev.freshet.ingest.parse.web;

import org.jspecify.annotations.NullMarked;
