/// Searches without an assistant over real stores, with a model that follows a script.
@NullMarked
package dev.freshet.api.ragflow.search;

import org.jspecify.annotations.NullMarked;
