package dev.freshet.cli;

import dev.freshet.core.AppException;
import dev.freshet.core.Secret;
import dev.freshet.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// How the commands of this machine reach the server: `serve` leaves it in the data folder as `cli.json`,
/// which its owner alone may read.
///
/// @param address where the server listens, such as `http://127.0.0.1:9380`
/// @param key an API key of the owner
public record LocalServer(String address, Secret key) {
    private static final String FILE = "cli.json";

    /// The form of the file.
    private record Stored(String server, String key) {}

    /// Writes the file, replacing what was there.
    public void save(Path dataFolder) {
        try {
            Path draft = Files.createTempFile(dataFolder, "cli", ".json", ownerOnly(dataFolder));
            Files.writeString(draft, Json.write(new Stored(address, key.reveal())));
            Files.move(draft, dataFolder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException error) {
            throw new AppException.Broken("the file cli.json cannot be written to the data folder", error);
        }
    }

    /// Reads the file, if a server has left one.
    public static Optional<LocalServer> load(Path dataFolder) {
        Path file = dataFolder.resolve(FILE);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            Stored stored = Json.read(Files.readString(file), Stored.class);
            return Optional.of(new LocalServer(stored.server(), new Secret(stored.key())));
        } catch (IOException | IllegalStateException error) {
            throw new AppException.Broken(file + " cannot be read; starting the server writes it again", error);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
