/// How fluent the web app is in a browser. Start with [dev.freshet.benchmarks.page.ChatPage].
@NullMarked
package dev.freshet.benchmarks.page;

import org.jspecify.annotations.NullMarked;
