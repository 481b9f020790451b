/// Wires the product by hand: `App` opens every part in order and closes it in reverse, `Main` runs the
/// command line.
@NullMarked
package dev.freshet;

import org.jspecify.annotations.NullMarked;
