package dev.freshet.api.ragflow.wire;

/// What the routes of several resources refuse.
public final class WireFaults {
    // §1.3: what nobody has foreseen
    static final Fault INTERNAL =
            Fault.exception("InternalError('the server failed; its log has the reason under request %s')");

    // §1.4
    static final Fault NO_HEADER = Fault.denied(ResultCode.SUCCESS, "`Authorization` can't be empty");
    static final Fault ONE_WORD = Fault.denied(ResultCode.SUCCESS, "Please check your authorization format.");
    static final Fault UNKNOWN_KEY =
            Fault.denied(ResultCode.AUTHENTICATION, "Authentication error: API key is invalid!");
    static final Fault NO_LOGIN = Fault.coded(ResultCode.UNAUTHORIZED, "<Unauthorized '401: Unauthorized'>");
    static final Fault NO_WIDGET_HEADER =
            Fault.exception("AttributeError(\"'NoneType' object has no attribute 'split'\")");
    static final Fault ONE_WIDGET_WORD = Fault.data("Authorization is not valid!\"");
    public static final Fault UNKNOWN_WIDGET_KEY = Fault.data("Authentication error: API key is invalid!\"");
    public static final Fault UNKNOWN_LEGACY_KEY =
            Fault.denied(ResultCode.AUTHENTICATION, "Authentication error: API key is invalid!\"");

    // §1.5
    static final Fault MISSING_KEYS =
            Fault.argument("required argument are missing: %s; ").withNull();
    static final Fault UNSUPPORTED_TYPE = Fault.argument("Unsupported content type: Expected application/json, got %s");
    static final Fault MALFORMED = Fault.argument("Malformed JSON syntax: Missing commas/brackets or invalid encoding");
    static final Fault NO_OBJECT_BODY = Fault.argument("Invalid request payload: expected object, got %s");
    static final Fault BROKEN_RULES = Fault.argument("%s");
    public static final Fault NO_ATTRIBUTE = Fault.exception("AttributeError(\"'%s' object has no attribute '%s'\")");
    public static final Fault NO_KEY = Fault.exception("KeyError('%s')");
    public static final Fault NO_WHOLE = Fault.exception("ValueError(\"invalid literal for int() with base 10: %s\")");
    static final Fault NO_DECIMAL = Fault.exception("ValueError(\"could not convert string to float: %s\")");
    static final Fault WHOLE_TYPE = Fault.exception(
            "TypeError(\"int() argument must be a string, a bytes-like object or a real number, not '%s'\")");
    static final Fault DECIMAL_TYPE =
            Fault.exception("TypeError(\"float() argument must be a string or a real number, not '%s'\")");

    // §1.7
    static final Fault REPEATED = Fault.data("Duplicate %s ids: %s");
    /// One that gathers others, or says what was found out below.
    public static final Fault SENTENCE = Fault.data("%s");
    static final Fault NOTHING_NAMED = Fault.data(
            "Nothing was deleted: the request names no ids, and this server does not take that for all of them.");

    // §6, §8, §9: what bodies of several resources must hold
    public static final Fault REQUIRED = Fault.data("`%s` is required.");
    public static final Fault NO_LIST = Fault.data("`%s` should be a list");
    public static final Fault NOT_AN_OBJECT = Fault.data("%s must be an object.");

    // §11: what is not the caller's
    public static final Fault NO_AUTHORIZATION = Fault.denied(ResultCode.AUTHENTICATION, "No authorization.");
    public static final Fault NOT_DATASET_OWNER =
            Fault.denied(ResultCode.OPERATING, "Only owner of dataset authorized for this operation.");
    public static final Fault NOT_DIALOG_OWNER =
            Fault.denied(ResultCode.OPERATING, "Only owner of dialog authorized for this operation.");
    public static final Fault NO_PERMISSION =
            Fault.denied(ResultCode.OPERATING, "Has no permission for this operation.");
    public static final Fault NO_DIALOG = Fault.data("Dialog not found!");
    public static final Fault NO_CONVERSATION = Fault.data("Conversation not found!");
    public static final Fault NO_DATASET = Fault.data("Can't find this dataset!");
    public static final Fault NO_TENANT = Fault.data("Tenant not found!");
    public static final Fault NO_DATASET_ID =
            Fault.argument("Lack of \"KB ID\"").withFalse();

    // §11: names
    static final Fault NAME_NO_TEXT = Fault.data("%s name must be string.");
    static final Fault NAME_EMPTY = Fault.data("%s name can't be empty.");
    static final Fault NAME_TOO_LONG = Fault.data("%s name length is %s which is larger than %s");

    private WireFaults() {}

    /// §1.3: a failure whose sentence comes from below, with this code.
    static Fault sentence(int code) {
        return Fault.coded(code, "%s");
    }
}
