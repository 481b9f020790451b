@NullUnmarked
package dev.freshet.dataset.chunk;

import org.jspecify.annotations.NullUnmarked;
