package dev.freshet.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.core.AppException;
import dev.freshet.core.Ids;
import dev.freshet.core.Parallel;
import dev.freshet.core.Timestamps;
import dev.freshet.core.UserId;
import dev.freshet.db.Db;
import dev.freshet.db.TestDatabases;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One writer or several: an address belongs to one account.
class RegistrationRaceTest {
    private static final Timestamps CLOCK = new Timestamps(InstantSource.system());

    @TempDir
    Path folder;

    @Test
    void oneOfManyGetsTheAddressOnSqlite() {
        try (Db db = TestDatabases.sqlite(folder)) {
            oneOfManyGetsTheAddress(db);
        }
    }

    @Test
    void oneOfManyGetsTheAddressOnPostgres() {
        try (Db db = TestDatabases.postgres(folder)) {
            oneOfManyGetsTheAddress(db);
        }
    }

    private static void oneOfManyGetsTheAddress(Db db) {
        AccountStore store = new AccountStore(db);
        Callable<String> register = () -> register(store);
        assertThat(Parallel.all(List.of(register, register, register, register)))
                .containsExactlyInAnyOrder(
                        "registered",
                        "Email: ada@example.org has already registered!",
                        "Email: ada@example.org has already registered!",
                        "Email: ada@example.org has already registered!");
    }

    private static String register(AccountStore store) {
        UserId id = new UserId(Ids.next());
        Account account = new Account(
                id, "ada@example.org", "Ada", "", "English", "Bright", "UTC", true, false, 0, CLOCK.next(), 0);
        AccountStore.Credentials credentials = new AccountStore.Credentials("hash", id.value());
        try {
            store.insert(account, credentials, new Tenant.DefaultModels("", "", "", "", "", ""), false);
            return "registered";
        } catch (AppException.Rejected refused) {
            return refused.sentence();
        }
    }
}
