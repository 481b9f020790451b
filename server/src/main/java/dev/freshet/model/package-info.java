/// What a language, embedding or rerank model is to the rest of the product, and the table of providers.
///
/// [dev.freshet.model.ChatModel] streams into a [dev.freshet.model.TokenSink];
/// [dev.freshet.model.EmbeddingModel] turns texts into vectors. `openai` speaks to providers over HTTP,
/// `builtin` runs in this process. [dev.freshet.model.TenantModels] finds the model of a name among the
/// built-in ones and those that [dev.freshet.model.ModelStore] has for the tenant;
/// [dev.freshet.model.ProviderTable] says where a provider is. Read `ChatModel` first.
@NullMarked
package dev.freshet.model;

import org.jspecify.annotations.NullMarked;
