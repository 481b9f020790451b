/// The profile of child processes that really do what must not be done.
@NullMarked
package dev.freshet.profile;

import org.jspecify.annotations.NullMarked;
