package dev.freshet.db;

import dev.freshet.core.Secret;
import java.time.Duration;

/// Where the database is and how many may use it at once.
///
/// @param url JDBC address; empty means the embedded SQLite file in the data folder
/// @param user user of a database behind a network
/// @param password its password
/// @param chatReaders SQLite connections for reading on the path of a question
/// @param browseReaders SQLite connections for all other reading
/// @param poolSize connections to a database behind a network
/// @param groupLimit the longest time that the writer gathers transactions for one commit
public record DbSettings(
        String url,
        String user,
        Secret password,
        int chatReaders,
        int browseReaders,
        int poolSize,
        Duration groupLimit) {
    public DbSettings {
        if (chatReaders < 1 || browseReaders < 1 || poolSize < 1) {
            throw new IllegalArgumentException("every lane of the database has at least one connection");
        }
    }

    /// The embedded database with its usual sizes.
    public static DbSettings embedded() {
        return new DbSettings("", "", new Secret(""), 2, 2, 16, Duration.ofMillis(20));
    }
}
