package dev.freshet.answer;

import dev.freshet.core.AssistantId;
import dev.freshet.core.MessageId;
import dev.freshet.core.SessionId;
import dev.freshet.core.TenantId;
import org.jspecify.annotations.Nullable;

/// Whose an answer is, and to what.
///
/// @param assistant who was asked
/// @param session where the turn is kept; null for nowhere
/// @param message the id that question and answer share
public record Owner(
        TenantId tenant, AssistantId assistant, @Nullable SessionId session, MessageId message) {}
