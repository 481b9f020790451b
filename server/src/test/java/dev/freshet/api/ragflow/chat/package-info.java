/// Assistants, sessions and completions over real stores, with a model that follows a script.
@NullMarked
package dev.freshet.api.ragflow.chat;

import org.jspecify.annotations.NullMarked;
