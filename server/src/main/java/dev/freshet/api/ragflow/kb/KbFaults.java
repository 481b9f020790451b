package dev.freshet.api.ragflow.kb;

import dev.freshet.api.ragflow.wire.Fault;
import dev.freshet.api.ragflow.wire.ResultCode;

/// What is refused to the web client and to the older API for programs about datasets, documents, chunks and saved
/// searches (contract §11, §13).
final class KbFaults {
    // §3.6: graphs and trees, which are never built; for keys a refusal has no data
    static final Fault NO_AUTHORIZATION = Fault.coded(ResultCode.AUTHENTICATION, "No authorization.");
    static final Fault NO_GRAPHS =
            Fault.data("The dataset %s stays as it is: this server builds neither knowledge graphs nor summary trees.");

    // §11, `/v1/kb`
    static final Fault FIXED = Fault.argument("Parameter %s isn't allowed").withFalse();
    static final Fault TAKEN_DATASET = Fault.data("Duplicated dataset name.");

    // §11, `/v1/document`
    static final Fault NO_DOCUMENT = Fault.data("Document not found!");
    static final Fault NO_IMAGE = Fault.data("Image not found.");
    static final Fault NO_DOCUMENT_ID =
            Fault.argument("Lack of \"Document ID\"").withFalse();
    static final Fault EMPTY_NAME = Fault.argument("File name can't be empty.").withFalse();
    static final Fault NAME_TOO_LONG =
            Fault.argument("File name must be 255 bytes or less.").withFalse();
    static final Fault TAKEN_DOCUMENT = Fault.data("Duplicated document name in the same dataset.");
    static final Fault UNKNOWN_RUN =
            Fault.argument("\"run\" must be either 1 or 2!").withFalse();
    static final Fault UNKNOWN_STATUS =
            Fault.argument("\"Status\" must be either 0 or 1!").withFalse();
    static final Fault NOT_RUNNING = Fault.data("Cannot cancel a task that is not in RUNNING status");
    static final Fault UNKNOWN_RUN_FILTER = Fault.data("Invalid filter run status conditions: %s");
    static final Fault UNKNOWN_TYPE_FILTER = Fault.data("Invalid filter conditions: %s type");
    static final Fault NO_METADATA =
            Fault.argument("Only dictionary type supported.").withFalse();
    static final Fault UNFIT_METADATA =
            Fault.argument("The type is not supported: %s").withFalse();
    static final Fault MALFORMED_METADATA =
            Fault.argument("Json syntax error in the metadata.").withFalse();
    static final Fault NO_ADDRESSES =
            Fault.data("This server opens no addresses that users name; save the page and send the file.");
    static final Fault NO_PDF = Fault.data("Only pages of PDFs are shown as pictures.");
    static final Fault NO_NUMBER = Fault.argument("The %s must be a number from 1 on.");

    // §11, §13: uploads into a conversation
    static final Fault NO_DATASET_TO_FILL = Fault.data("The assistant of this conversation has no dataset.");
    static final Fault STILL_PARSING =
            Fault.coded(ResultCode.RUNNING, "The documents are still being parsed; their state tells how far.");
    static final Fault NOT_PARSED = Fault.data("%s was not parsed: %s");

    // §11, `/v1/chunk`
    static final Fault NO_CHUNK = Fault.data("Chunk not found!");
    static final Fault NOTHING_UPDATED = Fault.data("Index updating failure");

    // §11, `/v1/search`
    static final Fault NO_CONFIG = Fault.data("%s must be a JSON object");
    static final Fault SEARCH_NAME_TOO_LONG = Fault.data("%s name length is %s which is large than %s");

    // §13
    static final Fault NO_DOCUMENT_NAMED = Fault.denied(ResultCode.SUCCESS, "Can't find doc_name or doc_id");
    static final Fault NO_DOCUMENTS_NAMED = Fault.data("Can't find doc_names or doc_ids");
    static final Fault MIXED_EMBEDDINGS = Fault.denied(
            ResultCode.AUTHENTICATION, "Knowledge bases use different embedding models or does not exist.\"");

    private KbFaults() {}
}
