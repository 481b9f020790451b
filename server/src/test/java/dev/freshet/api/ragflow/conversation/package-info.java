/// The web client's conversations over real stores.
@NullMarked
package dev.freshet.api.ragflow.conversation;

import org.jspecify.annotations.NullMarked;
