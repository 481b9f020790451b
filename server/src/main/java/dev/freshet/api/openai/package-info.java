/// The OpenAI wire: assistants as models.
///
/// [dev.freshet.api.openai.OpenAiRoutes] serves `/v1/models` and `/v1/chat/completions`, where the model is
/// an assistant's name or id, and the older route under `/api/v1/chats_openai`.
/// [dev.freshet.api.openai.OpenAiFrames] streams chunks.
@NullMarked
package dev.freshet.api.openai;

import org.jspecify.annotations.NullMarked;
