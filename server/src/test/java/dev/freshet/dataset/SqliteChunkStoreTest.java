package dev.freshet.dataset;

class SqliteChunkStoreTest extends ChunkStoreContract {
    SqliteChunkStoreTest() {
        super(SQLITE);
    }
}
