package dev.freshet.answer.admission;

/// How many answers a model is asked for at once, found by trying: each answer that begins in time adds a
/// little, a refusal (429, 503) or a late first token takes a good part away (additive increase,
/// multiplicative decrease). Belongs to whoever holds its lock.
final class AdaptiveLimit {
    /// What is left of the limit after a bad sign.
    private static final double DECREASE = 0.7;

    /// One more a round: so many answers as the limit allows.
    private static final double INCREASE = 1.0;

    /// Bad signs that come together are one: answers that were asked for before the limit fell tell nothing of
    /// the new one.
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final int most;
    private double limit;
    private long lastDecrease;
    private boolean decreased;

    /// @param first where it begins
    /// @param most where it ends
    AdaptiveLimit(int first, int most) {
        this.most = most;
        this.limit = Math.min(first, most);
    }

    int limit() {
        return (int) limit;
    }

    /// An answer began in time. A limit that is not used is not raised.
    void good(int inUse) {
        if (inUse >= limit() / 2) {
            limit = Math.min(most, limit + INCREASE / limit);
        }
    }

    /// The model refused, or its first token was late.
    void bad(long nanoTime) {
        if (decreased && nanoTime - lastDecrease < PAUSE_NANOS) {
            return;
        }
        decreased = true;
        lastDecrease = nanoTime;
        limit = Math.max(1, limit * DECREASE);
    }
}
