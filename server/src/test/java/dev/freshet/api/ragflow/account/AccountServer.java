package dev.freshet.api.ragflow.account;

import dev.freshet.account.Accounts;
import dev.freshet.account.ApiKeyStore;
import dev.freshet.account.ApiKeys;
import dev.freshet.account.AuthSettings;
import dev.freshet.account.AuthSettings.Registration;
import dev.freshet.account.PasswordTransport;
import dev.freshet.account.Passwords;
import dev.freshet.account.Tenant;
import dev.freshet.api.Health;
import dev.freshet.api.Probe;
import dev.freshet.api.ScenarioServer;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.core.KeyVault;
import dev.freshet.core.Timestamps;
import dev.freshet.db.Db;
import dev.freshet.db.TestDatabases;
import dev.freshet.http.Router;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The account routes over an empty database in a folder.
final class AccountServer implements AutoCloseable {
    final Accounts accounts;
    final ApiKeys keys;
    final ScenarioServer server;
    final AtomicReference<Runnable> storage = new AtomicReference<>(() -> {});

    private final Db db;
    private final Passwords passwords = new Passwords();

    AccountServer(Path folder, Registration registration, boolean loopback) {
        db = TestDatabases.sqlite(folder);
        Timestamps clock = new Timestamps(InstantSource.system());
        accounts = new Accounts(
                db,
                passwords,
                PasswordTransport.open(Optional.empty(), folder.resolve("password.pem")),
                new AuthSettings(Optional.empty(), registration, loopback),
                new Tenant.DefaultModels("chat@Builtin", "embedding@Builtin", "", "", "", ""),
                clock);
        keys = new ApiKeys(new ApiKeyStore(db, KeyVault.open(folder.resolve("key"))), clock);
        server = new ScenarioServer(folder, routes());
    }

    private Router routes() {
        Router router = new Router();
        Callers callers = new Callers(keys, accounts);
        new AccountRoutes(callers, accounts).addTo(router);
        new TenantRoutes(callers, accounts).addTo(router);
        new KeyRoutes(callers, keys).addTo(router);
        new SystemRoutes(callers, accounts, health(), "0.1.0").addTo(router);
        return router;
    }

    private Health health() {
        Duration limit = Duration.ofMillis(500);
        return new Health(
                new Probe(db.product(), limit, accounts.store()::isEmpty),
                new Probe("lucene", limit, () -> {}),
                new Probe("file", limit, () -> storage.get().run()));
    }

    @Override
    public void close() {
        server.close();
        passwords.close();
        db.close();
    }
}
