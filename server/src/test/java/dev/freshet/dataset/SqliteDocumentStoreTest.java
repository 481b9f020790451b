package dev.freshet.dataset;

class SqliteDocumentStoreTest extends DocumentStoreContract {
    SqliteDocumentStoreTest() {
        super(SQLITE);
    }
}
