package dev.freshet.dataset.file;

class SqliteOrphanSweepTest extends OrphanSweepContract {
    SqliteOrphanSweepTest() {
        super(SQLITE);
    }
}
