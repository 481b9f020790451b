package dev.freshet;

import dev.freshet.core.AppException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The folder that holds all state, held by one process at a time.
final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Makes the folder when it is missing, takes its lock, leaves the process id, empties its temporary folder and has
    /// native libraries unpack there.
    ///
    /// @throws AppException.Rejected when another server holds the folder
    static DataFolder open(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw AppException.conflict("another Freshet is running on the data folder " + folder);
            }
            DataFolder data = new DataFolder(folder, channel);
            data.emptyTemporary();
            Files.writeString(
                    data.resolve("server.pid"),
                    Long.toString(ProcessHandle.current().pid()));
            System.setProperty("org.sqlite.tmpdir", data.temporary().toString());
            return data;
        } catch (IOException error) {
            throw new AppException.Broken("the data folder " + folder + " cannot be used", error);
        }
    }

    /// Whether nobody else holds the lock, neither another process nor this one.
    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException held) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /// Gives the lock back.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException error) {
            throw new AppException.Broken("the lock of the data folder cannot be released", error);
        }
    }

    private Path temporary() {
        return path.resolve("tmp");
    }

    private void emptyTemporary() throws IOException {
        Path folder = temporary();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.createDirectories(folder);
    }

    /// Writes and removes a small file.
    ///
    /// @throws AppException.Broken when the disk does not take it
    void checkWritable() {
        try {
            Files.deleteIfExists(Files.createTempFile(temporary(), "probe", ""));
        } catch (IOException error) {
            throw new AppException.Broken("the data folder cannot be written", error);
        }
    }
}
