package dev.freshet.dataset;

import dev.freshet.db.Db;
import dev.freshet.db.TestDatabases;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Runs a store's tests on one kind of database; subclasses say on which.
public abstract class StoreContract {
    protected static final Function<Path, Db> SQLITE = TestDatabases::sqlite;
    protected static final Function<Path, Db> POSTGRES = TestDatabases::postgres;

    private final Function<Path, Db> kind;

    @TempDir
    protected Path folder;

    protected Stores stores;

    protected StoreContract(Function<Path, Db> kind) {
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
