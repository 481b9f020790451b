package dev.freshet.api.ragflow.dialog;

import dev.freshet.api.ragflow.wire.Fault;

/// What is refused about the web client's assistants (contract §11, `/v1/dialog`).
final class DialogFaults {
    static final Fault NAME_TOO_LONG = Fault.data("Dialog name length is %s which is larger than 255");
    static final Fault MIXED_EMBEDDINGS = Fault.data("Datasets use different embedding models: %s\"");
    static final Fault NO_KNOWLEDGE =
            Fault.data("Please remove `{knowledge}` in system prompt since no dataset / Tavily used here.");

    private DialogFaults() {}
}
