package dev.freshet.db;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;

/// Counts what a database is asked to do.
final class Counts implements ExecuteListener {
    /// Bound to the lane of the caller while its callback runs.
    static final ScopedValue<Lane> LANE = ScopedValue.newInstance();

    private final Map<Lane, LongAdder> statements =
            Arrays.stream(Lane.values()).collect(Collectors.toMap(Function.identity(), lane -> new LongAdder()));
    private final LongAdder transactions = new LongAdder();
    private final LongAdder commits = new LongAdder();

    @Override
    public void executeStart(ExecuteContext context) {
        if (LANE.isBound()) {
            of(LANE.get()).increment();
        }
    }

    long statements(Lane lane) {
        return of(lane).sum();
    }

    long transactions() {
        return transactions.sum();
    }

    long commits() {
        return commits.sum();
    }

    /// A commit that made so many transactions safe.
    void committed(int group) {
        transactions.add(group);
        commits.increment();
    }

    private LongAdder of(Lane lane) {
        LongAdder counter = statements.get(lane);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + lane);
        }
        return counter;
    }
}
