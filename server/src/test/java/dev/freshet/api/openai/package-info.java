/// The OpenAI wire over real stores and a scripted model.
@NullMarked
package dev.freshet.api.openai;

import org.jspecify.annotations.NullMarked;
