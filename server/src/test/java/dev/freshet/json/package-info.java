@NullUnmarked
package dev.freshet.json;

import org.jspecify.annotations.NullUnmarked;
