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
import dev.freshet.core.Deadline;
import dev.freshet.core.KeyVault;
import dev.freshet.core.Timestamps;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.db.TestDatabases;
import dev.freshet.http.Router;
import dev.freshet.model.ChatModel;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.FakeModels;
import dev.freshet.model.ModelCheck;
import dev.freshet.model.ModelDriver;
import dev.freshet.model.ModelEndpoint;
import dev.freshet.model.ModelStore;
import dev.freshet.model.ProviderTable;
import dev.freshet.model.TenantModels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The account routes over an empty database in a folder.
final class AccountServer implements AutoCloseable {
    final Accounts accounts;
    final ApiKeys keys;
    final ScenarioServer server;
    final AtomicReference<String> modelFailure = new AtomicReference<>("");
    final AtomicReference<@Nullable ModelEndpoint> tested = new AtomicReference<>();
    volatile Runnable storage = () -> {};

    private final Db db;
    private final KeyVault vault;
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
        vault = KeyVault.open(folder.resolve("key"));
        keys = new ApiKeys(new ApiKeyStore(db, vault), clock);
        server = new ScenarioServer(folder, routes());
    }

    private Router routes() {
        Router router = new Router();
        Callers callers = new Callers(keys, accounts);
        new AccountRoutes(callers, accounts).addTo(router);
        new TenantRoutes(callers, accounts).addTo(router);
        new KeyRoutes(callers, keys).addTo(router);
        llmRoutes(callers).addTo(router);
        new SystemRoutes(callers, accounts, health(), "0.1.0").addTo(router);
        return router;
    }

    /// Models behind a driver that fails with the words that a test has set.
    private LlmRoutes llmRoutes(Callers callers) {
        ModelStore store = new ModelStore(db, vault, new Timestamps(InstantSource.system()));
        FakeModels.Driver driver = new FakeModels.Driver(modelFailure::get);
        TenantModels models = new TenantModels(
                store,
                ProviderTable.load(),
                provider -> Optional.empty(),
                driver,
                endpoint -> FakeModels.rerank(endpoint, modelFailure::get),
                FakeModels.chat("chat@Builtin"),
                FakeModels.embedding("embedding@Builtin"));
        return new LlmRoutes(
                callers,
                store,
                ProviderTable.load(),
                models,
                new ModelCheck(noting(driver), endpoint -> FakeModels.rerank(endpoint, modelFailure::get)));
    }

    /// The same driver, but what chat models it is asked for is kept.
    private ModelDriver noting(ModelDriver driver) {
        return new ModelDriver() {
            @Override
            public ChatModel chat(ModelEndpoint endpoint) {
                tested.set(endpoint);
                return driver.chat(endpoint);
            }

            @Override
            public EmbeddingModel embedding(ModelEndpoint endpoint) {
                return driver.embedding(endpoint);
            }

            @Override
            public List<String> offered(ModelEndpoint endpoint, Deadline deadline) {
                return driver.offered(endpoint, deadline);
            }
        };
    }

    private Health health() {
        Duration ample = Duration.ofSeconds(60);
        return new Health(
                new Probe(db.product(), ample, accounts.store()::isEmpty),
                new Probe("lucene", ample, () -> {}),
                new Probe("file", Duration.ofSeconds(1), () -> storage.run()));
    }

    /// Closes all accounts, as an administrator would.
    void closeAccounts() {
        db.inTransaction(Lane.BROWSE, sql -> sql.execute("UPDATE account SET active = 0"));
    }

    @Override
    public void close() {
        server.close();
        passwords.close();
        db.close();
    }
}
