/// The web client's assistants over real stores.
@NullMarked
package dev.freshet.api.ragflow.dialog;

import org.jspecify.annotations.NullMarked;
