package dev.freshet.api.ragflow.dataset;

import dev.freshet.api.ragflow.wire.Fault;
import dev.freshet.api.ragflow.wire.ResultCode;

/// What is refused about datasets, documents, chunks and retrieval (contract §3 to §6).
public final class DatasetFaults {
    // §3.1 to §3.3
    static final Fault NO_EMBEDDING_CHANGE = Fault.data("When chunk_num (%s) > 0, embedding_model must remain %s");
    static final Fault NO_PAGERANK = Fault.argument("'pagerank' can only be set when doc_engine is elasticsearch");
    static final Fault UNAUTHORIZED_MODEL = Fault.argument("Unauthorized model: <%s>");
    static final Fault UNSUPPORTED_MODEL = Fault.argument("Unsupported model: <%s>");
    static final Fault CONFIG_TOO_LARGE =
            Fault.argument("Parser config exceeds size limit (max 65,535 characters). Current size: %,d");
    static final Fault METHOD_AND_PIPELINE = Fault.argument("parser_id provided → disallowed fields present: %s");
    static final Fault HALF_A_PIPELINE = Fault.argument("parser_id omitted → required fields missing: %s");
    static final Fault NOTHING_TO_CHANGE = Fault.argument("No properties were modified");

    // §3.3 to §3.5
    static final Fault NO_PERMISSION =
            Fault.coded(ResultCode.PERMISSION, "User '%s' lacks permission for dataset '%s'");
    static final Fault NO_PERMISSIONS =
            Fault.coded(ResultCode.PERMISSION, "User '%s' lacks permission for datasets: '%s'");

    // §4: whose datasets and documents are; each route says it in its own way
    public static final Fault FOREIGN_DATASET_STOP_BLANK = Fault.data("You don't own the dataset %s. ");
    public static final Fault FOREIGN_DATASET_STOP = Fault.data("You don't own the dataset %s.");
    public static final Fault FOREIGN_DATASET = Fault.data("You don't own the dataset %s");
    static final Fault FOREIGN_DATASET_OF_FILE = Fault.data("You do not own the dataset %s.");
    static final Fault FOREIGN_DATASET_UNNAMED = Fault.data("You don't own the dataset.");
    static final Fault FOREIGN_DOCUMENT = Fault.data("You don't own the document %s.");
    static final Fault FOREIGN_DOCUMENT_OF_FILE = Fault.data("The dataset not own the document %s.");
    static final Fault FOREIGN_DOCUMENT_UNNAMED = Fault.data("The dataset doesn't own the document.");
    static final Fault NO_DATASET = Fault.exception("LookupError(\"Can't find the dataset with ID %s!\")");
    static final Fault NO_DOCUMENT = Fault.exception("LookupError(\"Can't find the document with ID %s!\")");
    static final Fault NO_DOCUMENTS = Fault.data("Documents not found: %s");

    // §4: files
    static final Fault NO_FILE = Fault.argument("No file part!");
    static final Fault NO_FILE_NAME = Fault.argument("No file selected!");
    static final Fault NAME_TOO_LONG = Fault.argument("File name must be 255 bytes or less.");
    static final Fault EXTENSION_CHANGED = Fault.argument("The extension of file can't be changed");
    static final Fault UNKNOWN_TYPES = Fault.coded(ResultCode.SERVER, "%s");
    static final Fault UNKNOWN_TYPE = Fault.data("%s: This type of file has not been supported yet!");
    static final Fault EMPTY_FILE = Fault.data("This file is empty.");

    // §4: lists and changes
    static final Fault UNKNOWN_RUN = Fault.data("Invalid filter run status condition: %s");
    static final Fault MALFORMED_CONDITION = Fault.data("metadata_condition must be valid JSON.");
    static final Fault FIXED_COUNTER = Fault.data("Can't change `%s`.");
    static final Fault UNKNOWN_METHOD = Fault.data("`chunk_method` %s doesn't exist");
    static final Fault UNFIT_METHOD = Fault.data("Not supported yet!");
    static final Fault NO_DICTIONARY = Fault.data("%s must be a dictionary");

    // §4.1
    public static final Fault REQUIRED = Fault.data("`%s` is required");
    static final Fault RUNNING = Fault.data("Can't parse document that is currently being processed");
    static final Fault NOT_RUNNING = Fault.data("Can't stop parsing document with progress at 0 or 1");

    // §5
    static final Fault NO_CHUNK = Fault.coded(ResultCode.NOT_FOUND, "Chunk not found: %s/%s");
    static final Fault NO_CHUNK_TO_CHANGE = Fault.data("Can't find this chunk %s");
    static final Fault FEWER_CHUNKS = Fault.data("rm_chunk deleted chunks %s, expect %s");
    public static final Fault REQUIRED_LIST = Fault.data("`%s` is required to be a list");
    static final Fault NO_PAIR = Fault.data("Q&A must be separated by TAB/ENTER key.");
    static final Fault NO_TEXT = Fault.exception("TypeError('sequence item %s: expected str instance, %s found')");
    static final Fault NO_POSITION = Fault.data("each of `positions` should be a list of 5 whole numbers");

    // §6.1
    static final Fault NO_DOCUMENT_LIST = Fault.data("`documents` should be a list");
    static final Fault STRAY_DOCUMENT = Fault.data("The datasets don't own the document %s");
    static final Fault NO_RERANKER = Fault.exception("LookupError('Model(%s) not authorized')");
    public static final Fault MIXED_EMBEDDINGS = Fault.data("Datasets use different embedding models.\"");
    public static final Fault NOTHING_PARSED = Fault.data("The dataset %s doesn't own parsed file");

    private DatasetFaults() {}
}
