package dev.freshet.answer;

import dev.freshet.core.AssistantId;
import dev.freshet.core.SessionId;
import dev.freshet.core.TenantId;
import org.jspecify.annotations.Nullable;

/// Whose an answer is.
///
/// @param assistant who was asked
/// @param session where the turn is kept; null for nowhere
public record Owner(
        TenantId tenant, AssistantId assistant, @Nullable SessionId session) {}
