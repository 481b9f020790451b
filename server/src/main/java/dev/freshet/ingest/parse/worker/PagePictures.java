package dev.freshet.ingest.parse.worker;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.ingest.parse.PagePicture;
import dev.freshet.ingest.parse.ParserSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Pictures of the pages of PDFs, painted by a child process of their own, so that nobody who looks at a page
/// waits for documents that are being parsed, and kept for a while: the latest ones, by their bytes.
public final class PagePictures implements AutoCloseable {
    /// Widths are rounded up to a multiple of this, so that few pictures serve all screens.
    static final int STEP = 400;

    private static final int WIDEST = 1_600;
    private static final long KEPT_BYTES = 24L << 20;
    private static final int MOST_WAITING = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ParserPool painters;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, PagePicture> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    private record Key(Path file, int page, int width) {}

    /// @param settings limits of the child process
    /// @param scratch a folder for its temporary files alone
    public PagePictures(ParserSettings settings, Path scratch) {
        painters = new ParserPool(
                new ParserSettings(
                        1,
                        settings.workerMemoryMegabytes(),
                        PATIENCE,
                        PATIENCE,
                        settings.idleTime(),
                        settings.filesPerWorker(),
                        settings.textFileBytes(),
                        settings.characters()),
                scratch);
    }

    /// The picture of a page; blocks while it is painted.
    ///
    /// @param file a PDF that never changes
    /// @param page from 1
    /// @param width in pixels; the picture is at least as wide, up to 1,600
    /// @throws AppException with a sentence when there is no such page or it cannot be painted
    public PagePicture picture(Path file, int page, int width) {
        int wide = Math.clamp((width + STEP - 1L) / STEP * STEP, STEP, WIDEST);
        Key key = new Key(file, page, wide);
        return find(key).orElseGet(() -> painted(key));
    }

    /// How many callers wait for the child process.
    public int waiting() {
        return painters.waiting();
    }

    @Override
    public void close() {
        painters.close();
    }

    private PagePicture painted(Key key) {
        if (painters.waiting() >= MOST_WAITING) {
            throw new AppException.Exhausted(ErrorCode.BUSY, "Too many pages are being painted; try again soon.");
        }
        PagePicture picture = painters.paint(key.file(), key.page(), key.width());
        keep(key, picture);
        return picture;
    }

    private Optional<PagePicture> find(Key key) {
        lock.lock();
        try {
            return Optional.ofNullable(kept.get(key));
        } finally {
            lock.unlock();
        }
    }

    private void keep(Key key, PagePicture picture) {
        lock.lock();
        try {
            PagePicture before = kept.put(key, picture);
            keptBytes += picture.png().length - (before == null ? 0 : before.png().length);
            Iterator<PagePicture> oldest = kept.values().iterator();
            while (keptBytes > KEPT_BYTES && oldest.hasNext()) {
                keptBytes -= oldest.next().png().length;
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }
}
