package dev.freshet.db;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// The forms of the database that this program has migrations for, and those that a database has gone through. When
/// they are the same there is nothing to migrate, and Flyway, whose opening takes a good part of a start, need
/// not be asked.
final class KnownForms {
    private static final String FIRST = "/db/migration/V1__first.sql";
    private static final Pattern MIGRATION = Pattern.compile("(?:.*/)?V(\\d+)__\\w+\\.sql");

    private KnownForms() {}

    /// Whether the database went through all migrations of this program, and no other, with success.
    static boolean areAllIn(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return applied(connection).equals(ours());
        } catch (SQLException | IOException | URISyntaxException unclear) {
            return false; // Flyway tells what is wrong
        }
    }

    /// Empty for a new database; a failed migration counts as one that we do not know.
    private static Set<String> applied(Connection connection) throws SQLException {
        Set<String> versions = new HashSet<>();
        try (var tables = connection.getMetaData().getTables(null, null, "flyway_schema_history", null)) {
            if (!tables.next()) {
                return versions;
            }
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT version, success FROM flyway_schema_history")) {
            while (rows.next()) {
                versions.add(rows.getBoolean("success") ? rows.getString("version") : "failed");
            }
        }
        return versions;
    }

    private static Set<String> ours() throws IOException, URISyntaxException {
        Set<String> versions = new HashSet<>();
        for (String name : names(Objects.requireNonNull(KnownForms.class.getResource(FIRST), FIRST))) {
            Matcher migration = MIGRATION.matcher(name);
            if (migration.matches()) {
                versions.add(migration.group(1));
            }
        }
        return versions;
    }

    private static List<String> names(URL first) throws IOException, URISyntaxException {
        if (first.openConnection() instanceof JarURLConnection jar) {
            return jar.getJarFile().stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("db/migration/"))
                    .toList();
        }
        URI file = first.toURI();
        try (Stream<Path> files = Files.list(Path.of(file).resolveSibling("."))) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
