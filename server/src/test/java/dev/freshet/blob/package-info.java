@NullUnmarked
package dev.freshet.blob;

import org.jspecify.annotations.NullUnmarked;
