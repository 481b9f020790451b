@NullUnmarked
package dev.freshet.db;

import org.jspecify.annotations.NullUnmarked;
