package dev.freshet.model;

import dev.freshet.db.Db;
import dev.freshet.db.TestDatabases;
import java.nio.file.Path;

class PostgresModelStoreTest extends ModelStoreContract {
    @Override
    Db open(Path folder) {
        return TestDatabases.postgres(folder);
    }
}
