package dev.freshet.cli;

/// A server that has started; `App` stands behind it.
public interface RunningServer extends AutoCloseable {
    /// Stops gracefully: takes nothing new, lets running answers end within the time set for that, closes
    /// all.
    @Override
    void close();
}
