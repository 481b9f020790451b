package dev.freshet.answer.keep;

import dev.freshet.answer.Origin.RequestKey;
import dev.freshet.answer.RunningAnswers;
import dev.freshet.answer.RunningAnswers.Known;
import dev.freshet.core.AnswerId;
import dev.freshet.core.TenantId;
import dev.freshet.http.EventLoop;
import java.util.Optional;

/// Finds answers for those who want to follow them: running ones, those whose log is still there, and stored
/// ones, whose log is made again.
public final class AnswerDirectory {
    private final RunningAnswers running;
    private final AnswerStore store;

    public AnswerDirectory(RunningAnswers running, AnswerStore store) {
        this.running = running;
        this.store = store;
    }

    /// The tenant's answer with that id.
    ///
    /// @param loop where a log that has to be made again is to live
    public Optional<Known> find(TenantId tenant, AnswerId id, EventLoop loop) {
        Optional<Known> live = live(tenant, id);
        if (live.isPresent()) {
            return live;
        }
        Optional<StoredAnswer> stored = store.find(tenant, id);
        boolean begunMeanwhile = stored.map(StoredAnswer::state).equals(Optional.of(AnswerState.RUNNING));
        return (begunMeanwhile ? live(tenant, id) : live)
                .or(() -> stored.map(one -> running.restored(loop, one.id(), one.owner(), one.log())));
    }

    private Optional<Known> live(TenantId tenant, AnswerId id) {
        return running.find(id).filter(known -> known.owner().tenant().equals(tenant));
    }

    /// The tenant's stored answer, also while it is running.
    public Optional<StoredAnswer> stored(TenantId tenant, AnswerId id) {
        return store.find(tenant, id);
    }

    /// The request that was sent under this key before.
    public Optional<AnswerStore.Sent> sent(TenantId tenant, RequestKey key) {
        return store.sent(tenant, key);
    }
}
