/// The log of a running answer, on a real event loop.
@NullMarked
package dev.freshet.answer;

import org.jspecify.annotations.NullMarked;
