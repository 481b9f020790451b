package dev.freshet.api.ragflow.file;

import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.WireException;
import dev.freshet.core.TenantId;
import dev.freshet.http.Request;

/// One of the two faces of the routes: who calls, and which codes refusals have.
enum FileSide {
    /// For keys; codes look like HTTP's.
    REST("/api/v1/file"),
    /// For people who are signed in.
    WEB("/v1/file");

    private final String prefix;

    FileSide(String prefix) {
        this.prefix = prefix;
    }

    String path(String operation) {
        return prefix + "/" + operation;
    }

    TenantId caller(Callers callers, Request request) {
        return switch (this) {
            case REST -> callers.tenant(request);
            case WEB -> callers.account(request).tenant();
        };
    }

    WireException refuse(FileFault fault) {
        return fault.on(this).of();
    }
}
