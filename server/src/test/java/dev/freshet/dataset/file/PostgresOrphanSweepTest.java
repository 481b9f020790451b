package dev.freshet.dataset.file;

class PostgresOrphanSweepTest extends OrphanSweepContract {
    PostgresOrphanSweepTest() {
        super(POSTGRES);
    }
}
