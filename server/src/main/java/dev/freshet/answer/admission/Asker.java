package dev.freshet.answer.admission;

import dev.freshet.core.TenantId;

/// For whom a slot is wanted.
///
/// @param tenant whose share it comes from
/// @param person within the tenant: the user's id, else the session's, else empty
public record Asker(TenantId tenant, String person) {}
