package dev.freshet.model;

/// All that is needed to call a remote reranker.
///
/// @param endpoint name, address and key
/// @param form how it is called
public record RerankEndpoint(ModelEndpoint endpoint, RerankForm form) {
    public RerankEndpoint {
        if (form == RerankForm.NONE) {
            throw new IllegalArgumentException("a reranker has a form in which it is called");
        }
    }
}
