package dev.freshet.api.ragflow.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.http.Response;
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
public record IdList(String kind, List<String> unique, List<String> repeated) {

    public static IdList of(String kind, List<String> sent) {
        Set<String> unique = new LinkedHashSet<>();
        Set<String> repeated = new LinkedHashSet<>();
        for (String id : sent) {
            if (!unique.add(id)) {
                repeated.add(id);
            }
        }
        return new IdList(kind, List.copyOf(unique), List.copyOf(repeated));
    }

    public boolean isEmpty() {
        return unique.isEmpty();
    }

    public boolean isRepeated() {
        return !repeated.isEmpty();
    }

    /// The ids that nothing known has.
    public List<String> unknown(Collection<String> known) {
        return unique.stream().filter(id -> !known.contains(id)).toList();
    }

    /// The data of a success that passed over repetitions.
    public ObjectNode partial(int successes) {
        return partial(successes, repetitions());
    }

    /// The answer when the known ones were dealt with: nothing to add when all was well, `{success_count, errors}` when
    /// some were known.
    ///
    /// @param unknown the message for an unknown id; `%s` stands for it
    /// @throws WireException code 102 with all messages when none was known
    public Response answer(Collection<String> known, String unknown) {
        List<String> errors = new ArrayList<>();
        unknown(known).forEach(id -> errors.add(unknown.formatted(id)));
        errors.addAll(repetitions());
        if (errors.isEmpty()) {
            return Envelope.rest();
        }
        int successes = unique.size() - unknown(known).size();
        if (successes == 0) {
            throw WireException.data(String.join("; ", errors));
        }
        return Envelope.rest(partial(successes, errors));
    }

    /// Refuses, after the known ones were dealt with, ids that nothing has.
    public void refuseUnknown(Collection<String> known) {
        List<String> unknown = unknown(known);
        if (!unknown.isEmpty()) {
            throw WireException.data("Documents not found: " + PythonText.list(unknown));
        }
    }

    private List<String> repetitions() {
        return repeated.stream().map(id -> "Duplicate " + kind + " ids: " + id).toList();
    }

    private static ObjectNode partial(int successes, List<String> messages) {
        ObjectNode data = Envelope.object().put("success_count", successes);
        ArrayNode errors = data.putArray("errors");
        messages.forEach(errors::add);
        return data;
    }
}
