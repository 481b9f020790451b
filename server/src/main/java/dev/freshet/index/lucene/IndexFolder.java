package dev.freshet.index.lucene;

import dev.freshet.core.AppException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The index's folder and its writer; finds out at opening whether the folder is fit for use.
final class IndexFolder {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFolder.class);

    /// Goes up whenever the fields of a chunk change; an index of another form is rebuilt.
    private static final String FORM = "1";

    private static final String FORM_KEY = "form";
    private static final String COMPLETE_KEY = "complete";
    private static final double BUFFER_MB = 32;

    private final Directory directory;
    private final IndexWriter writer;
    private volatile boolean complete;

    private IndexFolder(Directory directory, IndexWriter writer) {
        this.directory = directory;
        this.writer = writer;
    }

    static IndexFolder open(Path path) throws IOException {
        Directory directory = FSDirectory.open(path);
        try {
            boolean usable = isUsable(directory);
            IndexFolder folder = new IndexFolder(directory, writer(directory, usable));
            folder.readOrBegin(usable);
            return folder;
        } catch (LockObtainFailedException taken) {
            directory.close();
            throw new AppException.Broken("the search index in " + path + " is in use by another process", taken);
        } catch (IOException error) {
            directory.close();
            throw error;
        }
    }

    IndexWriter writer() {
        return writer;
    }

    boolean isComplete() {
        return complete;
    }

    /// Takes effect on disk with the next commit.
    void markComplete(boolean value) {
        complete = value;
        Map<String, String> marks = Map.of(FORM_KEY, FORM, COMPLETE_KEY, Boolean.toString(value));
        writer.setLiveCommitData(marks.entrySet());
    }

    void close() throws IOException {
        writer.close();
        directory.close();
    }

    /// Opens every segment, which checks heads and ends of all files; their middle is not read.
    private static boolean isUsable(Directory directory) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return false;
        }
        try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME);
                DirectoryReader reader = DirectoryReader.open(directory)) {
            lock.ensureValid();
            return FORM.equals(reader.getIndexCommit().getUserData().get(FORM_KEY));
        } catch (CorruptIndexException
                | IndexFormatTooOldException
                | IndexFormatTooNewException
                | EOFException
                | FileNotFoundException
                | NoSuchFileException
                | IllegalArgumentException damage) {
            LOG.warn("the search index is damaged or of another version and will be rebuilt", damage);
            return false;
        }
    }

    private static IndexWriter writer(Directory directory, boolean usable) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(new WhitespaceAnalyzer());
        config.setOpenMode(usable ? OpenMode.APPEND : OpenMode.CREATE);
        config.setCodec(new WideVectorsCodec());
        config.setRAMBufferSizeMB(BUFFER_MB);
        if (!usable) {
            deleteAll(directory);
        }
        return new IndexWriter(directory, config);
    }

    /// Begins with an empty folder: the writer would stumble over the remains of a damaged index.
    private static void deleteAll(Directory directory) throws IOException {
        try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            for (String file : directory.listAll()) {
                lock.ensureValid();
                if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                    directory.deleteFile(file);
                }
            }
        }
    }

    private void readOrBegin(boolean usable) throws IOException {
        if (!usable) {
            markComplete(false);
            writer.commit();
            return;
        }
        Map<String, String> marks = new HashMap<>();
        for (Map.Entry<String, String> mark : Objects.requireNonNull(writer.getLiveCommitData())) {
            marks.put(mark.getKey(), mark.getValue());
        }
        complete = Boolean.parseBoolean(marks.get(COMPLETE_KEY));
    }
}
