@NullUnmarked
package dev.freshet.api.ragflow.dataset;

import org.jspecify.annotations.NullUnmarked;
