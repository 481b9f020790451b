package dev.freshet.model;

/// The forms in which rerankers are called over HTTP (contract §15).
public enum RerankForm {
    /// Not at all: a reranker of such a provider cannot be set up.
    NONE,
    /// Jina's, which several providers have taken over.
    JINA,
    XINFERENCE,
    LOCALAI,
    OPENAI_COMPATIBLE,
    NVIDIA,
    SILICONFLOW,
    /// Cohere's, which VLLM has too.
    COHERE,
    /// Text Embeddings Inference of HuggingFace.
    TEI,
    GPUSTACK
}
