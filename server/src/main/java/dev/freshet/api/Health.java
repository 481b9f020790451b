package dev.freshet.api;

import dev.freshet.core.Parallel;
import java.util.List;

/// The parts that the server stands on, each with a way to find out whether it works.
///
/// @param database where everything is kept; without it nobody can chat
/// @param documentEngine the search index
/// @param storage where files are kept
public record Health(Probe database, Probe documentEngine, Probe storage) {

    /// What was found out about each part.
    public record Report(Probe.Finding database, Probe.Finding documentEngine, Probe.Finding storage) {
        public boolean healthy() {
            return database.healthy() && documentEngine.healthy() && storage.healthy();
        }
    }

    /// Tries all parts side by side.
    public Report check() {
        List<Probe.Finding> findings = Parallel.all(List.of(database::check, documentEngine::check, storage::check));
        return new Report(findings.get(0), findings.get(1), findings.get(2));
    }
}
