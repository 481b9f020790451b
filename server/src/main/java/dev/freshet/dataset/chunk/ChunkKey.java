package dev.freshet.dataset.chunk;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DocumentId;

/// Names a chunk among all documents.
public record ChunkKey(DocumentId document, ChunkId chunk) {}
