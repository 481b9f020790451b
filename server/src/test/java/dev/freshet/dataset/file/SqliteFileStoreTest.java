package dev.freshet.dataset.file;

class SqliteFileStoreTest extends FileStoreContract {
    SqliteFileStoreTest() {
        super(SQLITE);
    }
}
