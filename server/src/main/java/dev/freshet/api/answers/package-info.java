/// Routes of this server's own for answers: follow one, stop it, see where its time went.
///
/// [dev.freshet.api.answers.AnswerRoutes] serves them at `/api/v1/answers` for all wires;
/// [dev.freshet.api.answers.AnswerAccess] knows whose an answer is. The manual's page is
/// docs/reference/streaming.md.
@NullMarked
package dev.freshet.api.answers;

import org.jspecify.annotations.NullMarked;
