/// A running answer: an append-only log that a model writes and any number of clients read, each at its own
/// pace.
///
/// A [dev.freshet.answer.Answer] is the model's sink. Tokens go in on one event loop; each client is a
/// [dev.freshet.answer.Cursor] that turns what it has not sent yet into frames of its wire with a
/// [dev.freshet.answer.FrameWriter]. [dev.freshet.answer.RunningAnswers] knows which are running;
/// who may run is the business of `answer.admission`. Start with `Answer`.
@NullMarked
package dev.freshet.answer;

import org.jspecify.annotations.NullMarked;
