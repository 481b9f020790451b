/// What the reference makes of its page of lines.
@NullMarked
package dev.freshet.api.reference;

import org.jspecify.annotations.NullMarked;
