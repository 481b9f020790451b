/// Checks what monitors and load balancers see.
@NullMarked
package dev.freshet.api.ops;

import org.jspecify.annotations.NullMarked;
