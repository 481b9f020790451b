@NullUnmarked
package dev.freshet.dataset;

import org.jspecify.annotations.NullUnmarked;
