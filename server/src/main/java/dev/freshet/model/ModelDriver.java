package dev.freshet.model;

/// Speaks to remote models.
public interface ModelDriver {

    /// A language model at that endpoint; nothing is sent yet.
    ChatModel chat(ModelEndpoint endpoint);

    /// An embedding model at that endpoint; nothing is sent yet.
    EmbeddingModel embedding(ModelEndpoint endpoint);
}
