/// Checks what holds of accounts whatever wire they are reached by.
@NullMarked
package dev.freshet.account;

import org.jspecify.annotations.NullMarked;
