package dev.freshet.dataset.chunk;

class SqliteChunkStoreTest extends ChunkStoreContract {
    SqliteChunkStoreTest() {
        super(SQLITE);
    }
}
