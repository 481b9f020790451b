package dev.freshet.model.rerank;

import dev.freshet.core.AppException;
import dev.freshet.model.RerankForm;
import java.net.URI;

/// Where a reranker is called, and by which name (contract §15).
///
/// @param base the address that was set up, or the provider's
/// @param model the name by which the provider knows the model
/// @param asV023 whether RAGFlow 0.23's own rules hold
record RerankAddress(RerankForm form, URI base, String model, boolean asV023) {
    private static final URI JINA = URI.create("https://api.jina.ai/v1/rerank");
    private static final String NVIDIA_V3 = "nvidia/nv-rerankqa-mistral-4b-v3";
    private static final String NVIDIA_V1 = "nvidia/rerank-qa-mistral-4b";

    /// The address.
    ///
    /// @throws AppException.Rejected when the provider has no address for the model
    URI uri() {
        return switch (form) {
            case JINA -> asV023 ? JINA : below("rerank");
            case SILICONFLOW -> below("rerank");
            case XINFERENCE -> named("/v1") && named("/rerank") ? base : atRoot("/v1/rerank");
            case LOCALAI -> named("/rerank") ? base : atRoot("/rerank");
            case OPENAI_COMPATIBLE -> asV023 && !named("/rerank") ? atRoot("/rerank") : below("rerank");
            case NVIDIA -> nvidia();
            case COHERE, GPUSTACK -> versioned();
            case TEI -> below("rerank");
            case NONE -> throw new IllegalStateException("a reranker without a form has no address");
        };
    }

    /// The name that is sent.
    String sentModel() {
        return switch (form) {
            case LOCALAI, OPENAI_COMPATIBLE -> model.split("___", -1)[0];
            case NVIDIA -> model.equals(NVIDIA_V1) ? "nv-rerank-qa-mistral-4b:1" : model;
            case JINA, SILICONFLOW, XINFERENCE, COHERE, GPUSTACK, TEI, NONE -> model;
        };
    }

    private boolean named(String part) {
        return base.toString().contains(part);
    }

    private URI below(String path) {
        return named("/" + path) ? base : append(path);
    }

    private URI append(String path) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + path);
    }

    private URI atRoot(String path) {
        return base.resolve(path);
    }

    /// The version belongs to the path; an address that ends in it already keeps it once.
    private URI versioned() {
        String text = base.toString().replaceFirst("/+$", "");
        if (asV023) {
            return URI.create(text + "/v1/rerank");
        }
        return named("/rerank") ? base : URI.create(text.replaceFirst("/v[12]$", "") + "/v1/rerank");
    }

    private URI nvidia() {
        if (model.equals(NVIDIA_V3)) {
            return append("nv-rerankqa-mistral-4b-v3/reranking");
        }
        if (asV023 && !model.equals(NVIDIA_V1)) {
            throw AppException.invalid("NVIDIA's reranker " + model + " has no known address");
        }
        return append("reranking");
    }
}
