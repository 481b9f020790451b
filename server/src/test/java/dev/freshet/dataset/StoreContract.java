package dev.freshet.dataset;

import dev.freshet.db.Db;
import dev.freshet.db.TestDatabases;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Runs a store's tests on one kind of database; subclasses say on which.
abstract class StoreContract {
    static final Function<Path, Db> SQLITE = TestDatabases::sqlite;
    static final Function<Path, Db> POSTGRES = TestDatabases::postgres;

    private final Function<Path, Db> kind;

    @TempDir
    Path folder;

    Stores stores;

    StoreContract(Function<Path, Db> kind) {
        this.kind = kind;
    }

    @BeforeEach
    void openDatabase() {
        stores = new Stores(kind.apply(folder));
    }

    @AfterEach
    void closeDatabase() {
        stores.db.close();
    }
}
