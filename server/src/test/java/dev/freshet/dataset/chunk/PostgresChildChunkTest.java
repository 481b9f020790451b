package dev.freshet.dataset.chunk;

class PostgresChildChunkTest extends ChildChunkContract {
    PostgresChildChunkTest() {
        super(POSTGRES);
    }
}
