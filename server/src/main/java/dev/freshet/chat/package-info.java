/// From a question to a cited answer: assistants, sessions and the turn itself.
///
/// [dev.freshet.chat.ChatService#ask] is the table of contents: reserve, begin, rewrite, retrieve, prompt,
/// stream, cite, finish. What it needs stands beside it: [dev.freshet.chat.QuestionRewriter],
/// [dev.freshet.chat.Grounding], [dev.freshet.chat.PromptBuilder], [dev.freshet.chat.CitationInserter] and
/// the stores. Wire names do not occur here.
@NullMarked
package dev.freshet.chat;

import org.jspecify.annotations.NullMarked;
