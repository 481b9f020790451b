package dev.freshet.model;

import dev.freshet.core.TenantId;
import java.util.Optional;

/// Finds the models that a tenant has set up; the built-in ones are everybody's.
///
/// Names are accepted in the stored form `name@provider` and as a bare name where one provider only has it.
public interface Models {

    Optional<ChatModel> chat(TenantId tenant, String name);

    Optional<EmbeddingModel> embedding(TenantId tenant, String name);

    Optional<RerankModel> rerank(TenantId tenant, String name);
}
