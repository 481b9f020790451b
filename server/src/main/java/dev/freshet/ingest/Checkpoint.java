package dev.freshet.ingest;

/// Hears of each moment at which a kill would leave a different state behind. Tests stop the job there; the
/// product does nothing.
@FunctionalInterface
public interface Checkpoint {
    /// A job got there.
    ///
    /// @param step one of `job claimed`, `batch written`, `rows written`, `batch embedded`, `before publish`,
    ///     `published`, `before index commit`, `old generation dropped`
    void reached(String step);

    /// Does nothing.
    static Checkpoint none() {
        return step -> {};
    }
}
