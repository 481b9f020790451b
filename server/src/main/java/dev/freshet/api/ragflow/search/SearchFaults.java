package dev.freshet.api.ragflow.search;

import dev.freshet.api.ragflow.wire.Fault;
import dev.freshet.api.ragflow.wire.ResultCode;

/// What is refused to those who ask datasets without an assistant (contract §6, §9.5).
final class SearchFaults {
    // §6.2
    static final Fault NO_DATASET_NAMED =
            Fault.data("Please specify dataset firstly.").withFalse();

    /// §6.4: Dify reads the HTTP status.
    static final Fault NO_KNOWLEDGE =
            Fault.coded(ResultCode.NOT_FOUND, "Knowledgebase not found!").withStatus();

    // §9.5; the first stands in an error's frame
    static final Fault NOTHING_TO_SEARCH = Fault.data("list index out of range");
    static final Fault NO_LIST = Fault.data("`%s` should be a list.");
    static final Fault NOTHING_TO_DRAW =
            Fault.exception("Exception('No KB selected')").withNull();

    private SearchFaults() {}
}
