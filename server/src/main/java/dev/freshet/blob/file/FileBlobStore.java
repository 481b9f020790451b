package dev.freshet.blob.file;

import dev.freshet.blob.BlobStore;
import dev.freshet.core.AppException;
import dev.freshet.core.Ids;
import dev.freshet.http.EventLoop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Keeps each file as `<two digits>/<id>` under its folder. A file gets its name only when its bytes are on
/// disk; what an earlier run left half-written is removed at the start.
public final class FileBlobStore implements BlobStore {
    private static final Pattern LOCATION = Pattern.compile("[0-9a-f]{2}/[0-9a-f]{32}");

    private final Path folder;
    private final Path temporaries;

    /// Opens the store, making its folder where there is none.
    public FileBlobStore(Path folder) {
        this.folder = folder;
        this.temporaries = folder.resolve("temporary");
        try {
            Files.createDirectories(temporaries);
            removeLeftovers();
        } catch (IOException error) {
            throw broken("the folder of uploaded files cannot be opened", error);
        }
    }

    @Override
    public Path createTemporary() {
        EventLoop.refuseBlocking("BlobStore.createTemporary");
        try {
            return Files.createFile(temporaries.resolve(Ids.next()));
        } catch (IOException error) {
            throw broken("a temporary file cannot be made", error);
        }
    }

    @Override
    public String put(Path temporary) {
        EventLoop.refuseBlocking("BlobStore.put");
        String id = Ids.next();
        String location = id.substring(6, 8) + "/" + id;
        Path target = folder.resolve(location);
        Path shelf = folder.resolve(id.substring(6, 8));
        try {
            sync(temporary);
            if (!Files.isDirectory(shelf)) {
                Files.createDirectories(shelf);
                sync(folder);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            sync(shelf);
            return location;
        } catch (IOException error) {
            throw broken("an uploaded file cannot be kept", error);
        }
    }

    @Override
    public InputStream open(String location) {
        try {
            return Files.newInputStream(file(location));
        } catch (IOException error) {
            throw broken("an uploaded file cannot be read", error);
        }
    }

    @Override
    public Path file(String location) {
        EventLoop.refuseBlocking("BlobStore.file");
        Path file = resolve(location);
        if (!Files.isRegularFile(file)) {
            throw AppException.notFound("The uploaded file is not there any more.");
        }
        return file;
    }

    @Override
    public long size(String location) {
        try {
            return Files.size(file(location));
        } catch (IOException error) {
            throw broken("an uploaded file cannot be read", error);
        }
    }

    @Override
    public List<String> putBefore(Instant moment) {
        EventLoop.refuseBlocking("BlobStore.putBefore");
        List<String> locations = new ArrayList<>();
        try (DirectoryStream<Path> shelves = Files.newDirectoryStream(folder, "[0-9a-f][0-9a-f]")) {
            for (Path shelf : shelves) {
                addPutBefore(moment, shelf, locations);
            }
            return locations;
        } catch (IOException | DirectoryIteratorException error) {
            throw new AppException.Broken("the folder of uploaded files cannot be listed", error);
        }
    }

    @Override
    public void delete(String location) {
        EventLoop.refuseBlocking("BlobStore.delete");
        try {
            Files.deleteIfExists(resolve(location));
        } catch (IOException error) {
            throw broken("an uploaded file cannot be deleted", error);
        }
    }

    /// Nothing but what [#put] made is ever looked up, so that no text can lead out of the folder.
    private Path resolve(String location) {
        if (!LOCATION.matcher(location).matches()) {
            throw AppException.notFound("The uploaded file is not there any more.");
        }
        return folder.resolve(location);
    }

    /// Files that have another name than [#put] gives are not the store's and are passed over. So is what is deleted
    /// meanwhile.
    private static void addPutBefore(Instant moment, Path shelf, List<String> locations) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(shelf)) {
            for (Path file : files) {
                String location = shelf.getFileName() + "/" + file.getFileName();
                if (LOCATION.matcher(location).matches() && isOlder(file, moment)) {
                    locations.add(location);
                }
            }
        }
    }

    private static boolean isOlder(Path file, Instant moment) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
        } catch (NoSuchFileException deleted) {
            return false;
        }
    }

    private void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(temporaries)) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
    }

    private static void sync(Path path) throws IOException {
        StandardOpenOption mode = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }

    private static AppException broken(String sentence, IOException cause) {
        return new AppException.Broken(sentence, cause);
    }
}
