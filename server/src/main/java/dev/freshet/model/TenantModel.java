package dev.freshet.model;

import dev.freshet.core.Secret;
import dev.freshet.core.TenantId;

/// A model that a tenant has set up.
///
/// @param tenant whose it is
/// @param name stored name and provider
/// @param type what it is for
/// @param baseUrl its address; empty means the provider's
/// @param key the provider's key; empty where none is needed
/// @param contextTokens its window
/// @param usedTokens tokens it has cost so far
/// @param enabled whether it may be used
public record TenantModel(
        TenantId tenant,
        ModelName name,
        ModelType type,
        String baseUrl,
        Secret key,
        int contextTokens,
        long usedTokens,
        boolean enabled) {}
