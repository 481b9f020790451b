/// Answers after their log: what is stored of them, and how that becomes a log again.
///
/// [dev.freshet.answer.keep.AnswerDirectory] finds an answer for whoever wants to follow it, running or
/// stored. [dev.freshet.answer.keep.AnswerStore] reads what turns have written, and knows the requests that
/// clients may send again. [dev.freshet.answer.keep.AnswerKeeper] writes what running answers have said so
/// far, so that a crash leaves something of them. Start with `AnswerDirectory`.
@NullMarked
package dev.freshet.answer.keep;

import org.jspecify.annotations.NullMarked;
