package dev.freshet.dataset;

class PostgresChunkStoreTest extends ChunkStoreContract {
    PostgresChunkStoreTest() {
        super(POSTGRES);
    }
}
