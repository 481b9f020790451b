package dev.freshet.model.openai;

import java.util.concurrent.atomic.AtomicInteger;

/// Keeps second calls to a tenth of all calls, so that a provider in trouble is not asked twice as much as one in
/// health. Each call brings a tenth of a second call; a few may be saved up, so that the first ones after a start or
/// a quiet time are not refused. Safe anywhere.
final class RetryBudget {
    /// What one call brings; a second call costs [#RETRY].
    private static final int CALL = 1;

    private static final int RETRY = 10;

    /// Second calls that can be saved up.
    static final int SAVED = 10;

    private final AtomicInteger balance = new AtomicInteger(SAVED * RETRY);

    /// A call is made.
    void called() {
        balance.accumulateAndGet(CALL, (present, more) -> Math.min(present + more, SAVED * RETRY));
    }

    /// Takes a second call, if there is one left.
    boolean take() {
        return balance.getAndUpdate(present -> present >= RETRY ? present - RETRY : present) >= RETRY;
    }
}
