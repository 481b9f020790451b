package dev.freshet.dataset.file;

class PostgresFileStoreTest extends FileStoreContract {
    PostgresFileStoreTest() {
        super(POSTGRES);
    }
}
