package dev.freshet.dataset.chunk;

class SqliteChildChunkTest extends ChildChunkContract {
    SqliteChildChunkTest() {
        super(SQLITE);
    }
}
