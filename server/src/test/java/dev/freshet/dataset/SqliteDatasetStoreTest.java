package dev.freshet.dataset;

class SqliteDatasetStoreTest extends DatasetStoreContract {
    SqliteDatasetStoreTest() {
        super(SQLITE);
    }
}
