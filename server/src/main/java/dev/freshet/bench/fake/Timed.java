package dev.freshet.bench.fake;

import org.jspecify.annotations.Nullable;

/// Something that happens on a [Wheel] at a time. It links itself into the wheel, so waiting costs no object.
abstract class Timed {
    long dueTick;

    @Nullable
    Timed next;

    /// Called on the loop when the time has come.
    ///
    /// @param nowNanos by `System.nanoTime()`
    abstract void due(long nowNanos);
}
