package dev.freshet.dataset.chunk;

class PostgresChunkStoreTest extends ChunkStoreContract {
    PostgresChunkStoreTest() {
        super(POSTGRES);
    }
}
