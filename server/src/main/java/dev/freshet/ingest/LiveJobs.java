package dev.freshet.ingest;

import dev.freshet.core.DocumentId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The jobs that this process works on, so that a stop reaches a worker at once. What counts is the database:
/// a worker that nobody told finds out with its next write.
public final class LiveJobs {
    private final Set<LiveJob> running = ConcurrentHashMap.newKeySet();

    LiveJob begin(Job job) {
        LiveJob live = new LiveJob(job);
        running.add(live);
        return live;
    }

    void end(LiveJob live) {
        running.remove(live);
    }

    /// The jobs of these documents as of now. Whoever stops documents asks before it does, so that no job which
    /// was begun afterwards is hit.
    List<LiveJob> of(Collection<DocumentId> documents) {
        return running.stream()
                .filter(live -> documents.contains(live.job().document()))
                .toList();
    }

    /// Tells all workers to give up.
    void stopAll() {
        running.forEach(LiveJob::stop);
    }

    List<LiveJob> all() {
        return List.copyOf(running);
    }
}
