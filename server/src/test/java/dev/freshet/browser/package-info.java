/// Flows of the web app and the widget in a real browser, Debian's Chromium without a window.
///
/// A class that is annotated with [dev.freshet.browser.InBrowser] gets two parameters: the one
/// [dev.freshet.browser.Browser] of the whole run, and the [dev.freshet.browser.Site], a whole server with a
/// model that tells what the test wants to hear. What the browser complained about fails the test that caused
/// it. Where the browser is missing, these tests are skipped and say so.
@NullMarked
package dev.freshet.browser;

import org.jspecify.annotations.NullMarked;
