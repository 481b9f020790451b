package dev.freshet.dataset.chunk;

import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Lets one at a time work on a document, and nobody on the documents of a dataset that is being removed. Locks
/// are shared by ids of equal hash, so that their number is fixed.
final class DocumentLocks {
    private static final int STRIPES = 64;

    private final ReentrantReadWriteLock[] datasets = new ReentrantReadWriteLock[STRIPES];
    private final Lock[] documents = new Lock[STRIPES];

    DocumentLocks() {
        for (int i = 0; i < STRIPES; i++) {
            datasets[i] = new ReentrantReadWriteLock();
            documents[i] = new ReentrantLock();
        }
    }

    void document(DatasetId dataset, DocumentId document, Runnable work) {
        Lock shared = datasets[stripe(dataset.value())].readLock();
        Lock own = documents[stripe(document.value())];
        shared.lock();
        try {
            own.lock();
            try {
                work.run();
            } finally {
                own.unlock();
            }
        } finally {
            shared.unlock();
        }
    }

    void dataset(DatasetId dataset, Runnable work) {
        Lock alone = datasets[stripe(dataset.value())].writeLock();
        alone.lock();
        try {
            work.run();
        } finally {
            alone.unlock();
        }
    }

    private static int stripe(String id) {
        return Math.floorMod(id.hashCode(), STRIPES);
    }
}
