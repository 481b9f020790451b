/// What all of RAGFlow's wire is held to.
@NullMarked
package dev.freshet.api.ragflow;

import org.jspecify.annotations.NullMarked;
