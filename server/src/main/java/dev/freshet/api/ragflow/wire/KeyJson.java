package dev.freshet.api.ragflow.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.account.ApiKey;
import dev.freshet.core.AssistantId;

/// An API key as this wire shows it to its owner (contract §1.4).
public final class KeyJson {
    private KeyJson() {}

    /// The key's row: both tokens, what it is bound to, and its times, of which the last change is never known.
    public static ObjectNode of(ApiKey key) {
        AssistantId assistant = key.assistant();
        return Envelope.object()
                .put("tenant_id", key.tenant().value())
                .put("token", key.token().reveal())
                .put("beta", key.beta().reveal())
                .put("dialog_id", assistant == null ? null : assistant.value())
                .put("source", key.source())
                .put("create_time", key.createdAt())
                .put("create_date", Wire.date(key.createdAt()))
                .putNull("update_time")
                .putNull("update_date");
    }
}
