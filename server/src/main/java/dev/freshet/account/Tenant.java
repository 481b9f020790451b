package dev.freshet.account;

import dev.freshet.core.TenantId;

/// An owner of datasets, assistants and keys.
///
/// @param models which models it uses where nothing is said
public record Tenant(TenantId id, String name, DefaultModels models) {

    /// Models as `name@provider`; empty for none.
    public record DefaultModels(
            String chat, String embedding, String rerank, String speechToText, String imageToText, String speech) {}
}
