package dev.freshet.db;

import java.nio.file.Path;

class PostgresDbTest extends DbContract {
    @Override
    Db open(Path folder) {
        return TestDatabases.postgres(folder);
    }
}
