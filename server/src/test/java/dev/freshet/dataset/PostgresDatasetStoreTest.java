package dev.freshet.dataset;

class PostgresDatasetStoreTest extends DatasetStoreContract {
    PostgresDatasetStoreTest() {
        super(POSTGRES);
    }
}
