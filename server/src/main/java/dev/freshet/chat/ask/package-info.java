/// Answers from datasets without an assistant: a summary with citations, related questions, a mind map.
///
/// A [dev.freshet.chat.ask.Search] says what is looked for, where, and under which
/// [dev.freshet.chat.ask.SearchConfig]. As a question to a passing assistant it goes through the same
/// [dev.freshet.chat.ChatService] as any other and becomes a summary; [dev.freshet.chat.ask.MindMaps] and
/// [dev.freshet.chat.ask.RelatedQuestions] ask a model in one piece. Start with
/// [dev.freshet.chat.ask.Search].
@NullMarked
package dev.freshet.chat.ask;

import org.jspecify.annotations.NullMarked;
