package dev.freshet.account;

import dev.freshet.core.AssistantId;
import dev.freshet.core.Secret;
import dev.freshet.core.TenantId;
import org.jspecify.annotations.Nullable;

/// A key for programs and its beta token for widgets.
///
/// @param token `ragflow-` and 43 characters
/// @param beta 32 characters
/// @param assistant the one assistant that the key opens; null for all of the tenant
/// @param source what the key was made for; null for nothing special
/// @param createdAt epoch milliseconds
public record ApiKey(
        TenantId tenant,
        Secret token,
        Secret beta,
        @Nullable AssistantId assistant,
        @Nullable String source,
        long createdAt) {}
