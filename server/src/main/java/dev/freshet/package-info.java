/// Freshet, a chat server that answers from documents.
///
/// `Main` hands the command line to [dev.freshet.cli.CommandLineInterface]. `App` wires the product by hand:
/// it opens every part in order, from the lowest level up, and closes it in reverse. Nothing imports this
/// package.
///
/// The packages below it stand in levels and import downward only; ARCHITECTURE.md says which is where and
/// what to read first.
@NullMarked
package dev.freshet;

import org.jspecify.annotations.NullMarked;
