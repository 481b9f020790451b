@NullUnmarked
package dev.freshet.blob.file;

import org.jspecify.annotations.NullUnmarked;
