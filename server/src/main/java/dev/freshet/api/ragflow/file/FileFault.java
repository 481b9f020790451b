package dev.freshet.api.ragflow.file;

import dev.freshet.api.ragflow.wire.Fault;
import dev.freshet.api.ragflow.wire.ResultCode;

/// What is refused about files, with the codes of both sides (contract §12).
enum FileFault {
    NO_FILE("No file part!", 400, ResultCode.ARGUMENT),
    NO_NAME("No selected file!", 400, ResultCode.ARGUMENT),
    NAME_TOO_LONG("File name must be 255 bytes or less.", 400, ResultCode.ARGUMENT),
    EXTENSION_CHANGED("The extension of file can't be changed", 400, ResultCode.ARGUMENT),
    NO_IDS("Lack of \"Files ID\"", ResultCode.ARGUMENT, ResultCode.ARGUMENT),
    NO_PARENT("Parent Folder Doesn't Exist!", 400, ResultCode.OPERATING),
    NO_FOLDER("Folder not found!", ResultCode.NOT_FOUND, ResultCode.DATA),
    NO_SUCH_FILE("File not found!", ResultCode.NOT_FOUND, ResultCode.DATA),
    NEITHER("File or Folder not found!", ResultCode.NOT_FOUND, ResultCode.DATA),
    NO_DESTINATION("Parent Folder not found!", ResultCode.NOT_FOUND, ResultCode.DATA),
    NO_PLACE("Can't find this folder!", ResultCode.NOT_FOUND, ResultCode.DATA),
    NO_BYTES("Document not found!", ResultCode.NOT_FOUND, ResultCode.DATA),
    NO_DATASET("Can't find this dataset!", ResultCode.NOT_FOUND, ResultCode.DATA),
    NO_LINK("Inform not found!", ResultCode.NOT_FOUND, ResultCode.DATA),
    FOLDER_TAKEN("Duplicated folder name in the same folder.", ResultCode.CONFLICT, ResultCode.DATA),
    FILE_TAKEN("Duplicated file name in the same folder.", ResultCode.CONFLICT, ResultCode.DATA);

    private final String text;
    private final int restCode;
    private final int webCode;

    FileFault(String text, int restCode, int webCode) {
        this.text = text;
        this.restCode = restCode;
        this.webCode = webCode;
    }

    /// The refusal on one of the sides.
    Fault on(FileSide side) {
        int code = switch (side) {
            case REST -> restCode;
            case WEB -> webCode;
        };
        return Fault.denied(code, text);
    }
}
