package dev.freshet.api.ragflow.widget;

import dev.freshet.api.ragflow.wire.Fault;
import dev.freshet.api.ragflow.wire.ResultCode;

/// What is refused to widgets, and to those who say where they may stand (contract §10).
final class WidgetFaults {
    static final Fault NO_DIALOG = Fault.data("Can't find dialog by ID: %s");
    static final Fault NO_SESSION = Fault.data("Session not found!");
    static final Fault FOREIGN_PAGE = Fault.data("Pages of %s may not show this assistant.");

    // Freshet's own: the origins
    static final Fault NO_LIST = Fault.data("`%s` must be a list of texts; an empty one opens it to all pages.");
    static final Fault NOBODY = Fault.coded(ResultCode.UNAUTHORIZED, "An API key or a login is needed.");

    private WidgetFaults() {}
}
