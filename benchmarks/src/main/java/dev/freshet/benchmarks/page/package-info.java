/// How fluent the web app is in a browser, with a chat that is longer than most.
///
/// In goes a server with one long chat, answered by a model whose answers have all that Markdown has; out come the
/// tasks of the page's thread and the frames that took too long while the chat was loaded, written into and scrolled,
/// and what the first load weighs. It needs Chromium and chromedriver.
///
/// Start with [dev.freshet.benchmarks.page.ChatPage].
@NullMarked
package dev.freshet.benchmarks.page;

import org.jspecify.annotations.NullMarked;
