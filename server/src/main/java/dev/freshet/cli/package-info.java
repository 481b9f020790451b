/// The command line: words and options in, an exit code and printed lines out.
///
/// Standard output belongs to the commands, so that it can be piped; whatever goes wrong is one sentence on
/// standard error. Exit codes are 0 for done, 1 for failed and 2 for mistakes in options or settings. Start
/// with [dev.freshet.cli.CommandLineInterface], which lists the commands.
@NullMarked
package dev.freshet.cli;

import org.jspecify.annotations.NullMarked;
