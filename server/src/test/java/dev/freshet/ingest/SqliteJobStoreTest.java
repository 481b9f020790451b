package dev.freshet.ingest;

class SqliteJobStoreTest extends JobStoreContract {
    SqliteJobStoreTest() {
        super(SQLITE);
    }
}
