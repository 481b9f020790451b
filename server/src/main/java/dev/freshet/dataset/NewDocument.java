package dev.freshet.dataset;

import dev.freshet.core.DatasetId;
import dev.freshet.core.TenantId;

/// A document to be added.
///
/// @param createdBy the user
/// @param name as wished for; where it is taken, the document gets `name(1).ending`
public record NewDocument(
        TenantId tenant,
        DatasetId dataset,
        String createdBy,
        String name,
        DocumentFile file,
        String chunkMethod,
        ParserConfig parserConfig) {}
