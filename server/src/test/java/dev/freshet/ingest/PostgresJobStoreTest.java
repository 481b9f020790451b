package dev.freshet.ingest;

class PostgresJobStoreTest extends JobStoreContract {
    PostgresJobStoreTest() {
        super(POSTGRES);
    }
}
