package dev.freshet.db;

import java.nio.file.Path;

class SqliteDbTest extends DbContract {
    @Override
    Db open(Path folder) {
        return TestDatabases.sqlite(folder);
    }
}
