/// Turns over real databases, with a scripted model.
@NullMarked
package dev.freshet.chat;

import org.jspecify.annotations.NullMarked;
