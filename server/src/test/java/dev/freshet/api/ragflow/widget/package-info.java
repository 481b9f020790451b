/// Widgets over real stores, with a model that follows a script.
@NullMarked
package dev.freshet.api.ragflow.widget;

import org.jspecify.annotations.NullMarked;
