package dev.freshet.api.ragflow.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.WireException;
import dev.freshet.http.Response;
import java.util.List;

/// The answer to deleting several things of which some could not be deleted.
final class Partial {
    private Partial() {}

    /// Success, `{success_count, errors}` when some went, or the errors when none did.
    static Response answer(int deleted, List<String> errors) {
        if (errors.isEmpty()) {
            return Envelope.rest();
        }
        if (deleted == 0) {
            throw WireException.data(String.join("; ", errors));
        }
        ObjectNode data = Envelope.object().put("success_count", deleted);
        ArrayNode list = data.putArray("errors");
        errors.forEach(list::add);
        return Envelope.rest(data);
    }
}
