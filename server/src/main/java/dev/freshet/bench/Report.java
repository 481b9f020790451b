package dev.freshet.bench;

import java.util.List;

/// All phases of a run.
///
/// @param server the address, or what stands for it
/// @param phases in the order in which they ran
/// @param notServed routes that this server does not have
public record Report(String server, List<Phase> phases, List<String> notServed) {
    public Report {
        phases = List.copyOf(phases);
        notServed = List.copyOf(notServed);
    }
}
