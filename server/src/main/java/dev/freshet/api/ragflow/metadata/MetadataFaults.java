package dev.freshet.api.ragflow.metadata;

import dev.freshet.api.ragflow.wire.Fault;

/// What is refused about the metadata of a dataset's documents (contract §6.5).
final class MetadataFaults {
    static final Fault NO_LISTS = Fault.data("updates and deletes must be lists.");
    static final Fault NO_DOCUMENT_LIST = Fault.data("%s must be a list.");
    static final Fault HALF_AN_UPDATE = Fault.data("Each update requires key and value.");
    static final Fault HALF_A_DELETE = Fault.data("Each delete requires key.");
    static final Fault STRAY_DOCUMENTS = Fault.data("These documents do not belong to dataset %s: %s");

    private MetadataFaults() {}
}
