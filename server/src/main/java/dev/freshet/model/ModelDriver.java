package dev.freshet.model;

import dev.freshet.core.Deadline;
import java.util.List;

/// Speaks to remote models.
public interface ModelDriver {

    /// A language model at that endpoint; nothing is sent yet.
    ChatModel chat(ModelEndpoint endpoint);

    /// An embedding model at that endpoint; nothing is sent yet.
    EmbeddingModel embedding(ModelEndpoint endpoint);

    /// The names of the models that the provider behind the endpoint says it has, whatever they are for; which model
    /// the endpoint names does not matter.
    ///
    /// @throws dev.freshet.core.AppException.Upstream when it does not answer, or not in that form
    List<String> offered(ModelEndpoint endpoint, Deadline deadline);
}
