/// What the web client of RAGFlow's wire does to conversations besides asking (contract §11, `/v1/conversation`).
///
/// Lists and removes sessions, removes single turns, keeps ratings, and answers for speech that no model is set.
/// Conversations are the sessions of REST in another form. Start with
/// [dev.freshet.api.ragflow.conversation.ConversationEditRoutes].
@NullMarked
package dev.freshet.api.ragflow.conversation;

import org.jspecify.annotations.NullMarked;
