package dev.freshet.core;

import java.time.Duration;

/// The moment by which a request has to be done. Steps take their time-outs from it, so that a slow step
/// leaves less for the next instead of adding up.
///
/// @param nanoTime the moment on [System#nanoTime()]'s scale
public record Deadline(long nanoTime) {

    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /// The earlier of this deadline and `limit` from now.
    public Deadline within(Duration limit) {
        Deadline other = in(limit);
        return other.nanoTime - nanoTime < 0 ? other : this;
    }

    /// What is left; zero when the moment has passed.
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    public boolean passed() {
        return nanoTime - System.nanoTime() <= 0;
    }

    /// Throws when the moment has passed; `step` names what was about to begin.
    public void check(String step) {
        if (passed()) {
            throw new AppException.Exhausted(
                    ErrorCode.DEADLINE_EXCEEDED, "the deadline of the request passed before: " + step);
        }
    }
}
