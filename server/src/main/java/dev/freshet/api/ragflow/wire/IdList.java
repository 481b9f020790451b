package dev.freshet.api.ragflow.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.http.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

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

    /// A list whose repetitions nobody tells the client of.
    public static IdList of(List<String> sent) {
        return of("", sent);
    }

    public boolean isEmpty() {
        return unique.isEmpty();
    }

    public boolean isRepeated() {
        return !repeated.isEmpty();
    }

    /// The ids that something known has.
    public List<String> known(Collection<String> known) {
        return unique.stream().filter(known::contains).toList();
    }

    /// The ids that nothing known has.
    public List<String> unknown(Collection<String> known) {
        return unique.stream().filter(Predicate.not(known::contains)).toList();
    }

    /// Refuses the first id that nothing known has.
    ///
    /// @param fault the refusal; its text is given the id
    public void checkKnown(Collection<String> known, Fault fault) {
        unknown(known).stream().findFirst().ifPresent(id -> {
            throw fault.of(id);
        });
    }

    /// The answer when all of them were dealt with: `{success_count, errors}` when some came more than once.
    public Response answer(int successes) {
        return isRepeated() ? Envelope.rest(partial(successes, repetitions())) : Envelope.rest();
    }

    /// The answer when the known ones were dealt with: nothing to add when all was well, `{success_count, errors}` when
    /// some were known.
    ///
    /// @param unknown the refusal of an unknown id; its text is given the id
    /// @throws WireException code 102 with all messages when none was known
    public Response answer(Collection<String> known, Fault unknown) {
        List<String> errors = new ArrayList<>();
        unknown(known).forEach(id -> errors.add(unknown.text(id)));
        errors.addAll(repetitions());
        if (errors.isEmpty()) {
            return Envelope.rest();
        }
        int successes = known(known).size();
        if (successes == 0) {
            throw WireFaults.SENTENCE.of(String.join("; ", errors));
        }
        return Envelope.rest(partial(successes, errors));
    }

    private List<String> repetitions() {
        return repeated.stream().map(id -> WireFaults.REPEATED.text(kind, id)).toList();
    }

    private static ObjectNode partial(int successes, List<String> messages) {
        ObjectNode data = Envelope.object().put("success_count", successes);
        ArrayNode errors = data.putArray("errors");
        messages.forEach(errors::add);
        return data;
    }
}
