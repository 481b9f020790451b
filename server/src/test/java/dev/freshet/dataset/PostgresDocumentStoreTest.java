package dev.freshet.dataset;

class PostgresDocumentStoreTest extends DocumentStoreContract {
    PostgresDocumentStoreTest() {
        super(POSTGRES);
    }
}
