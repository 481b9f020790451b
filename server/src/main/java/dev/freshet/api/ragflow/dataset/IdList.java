package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.WireException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A list of ids as clients send it, repetitions told apart (contract §1.7).
///
/// @param kind what the ids name, as messages say it
/// @param unique each id once, in order
/// @param repeated ids that came more than once
record IdList(String kind, List<String> unique, List<String> repeated) {

    static IdList of(String kind, List<String> sent) {
        Set<String> unique = new LinkedHashSet<>();
        Set<String> repeated = new LinkedHashSet<>();
        for (String id : sent) {
            if (!unique.add(id)) {
                repeated.add(id);
            }
        }
        return new IdList(kind, List.copyOf(unique), List.copyOf(repeated));
    }

    boolean isRepeated() {
        return !repeated.isEmpty();
    }

    /// The data of a success that passed over repetitions.
    ObjectNode partial(int successes) {
        ObjectNode data = Envelope.object().put("success_count", successes);
        ArrayNode errors = data.putArray("errors");
        repeated.forEach(id -> errors.add("Duplicate " + kind + " ids: " + id));
        return data;
    }

    /// Refuses, after the known ones were dealt with, ids that nothing has.
    void refuseUnknown(Collection<String> known) {
        List<String> unknown = new ArrayList<>(unique);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw WireException.data("Documents not found: " + PythonText.list(unknown));
        }
    }
}
