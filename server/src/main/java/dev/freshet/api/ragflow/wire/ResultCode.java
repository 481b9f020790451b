package dev.freshet.api.ragflow.wire;

/// The wire's result codes. The HTTP status is 200 for nearly all of them.
public final class ResultCode {
    public static final int SUCCESS = 0;
    public static final int EXCEPTION = 100;
    public static final int ARGUMENT = 101;
    public static final int DATA = 102;
    public static final int OPERATING = 103;
    public static final int CONNECTION = 105;
    public static final int RUNNING = 106;
    public static final int PERMISSION = 108;
    public static final int AUTHENTICATION = 109;
    public static final int UNAUTHORIZED = 401;
    public static final int FORBIDDEN = 403;
    public static final int NOT_FOUND = 404;
    public static final int CONFLICT = 409;
    public static final int SERVER = 500;

    private ResultCode() {}
}
