package dev.freshet.account;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.AssistantId;
import dev.freshet.core.KeyVault;
import dev.freshet.core.TenantId;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/// API keys in the database: found by fingerprint, shown again from their sealed form.
public final class ApiKeyStore {
    private static final Table<Record> API_KEY = table(name("api_key"));
    private static final Field<String> TOKEN_HASH = field(name("token_hash"), String.class);
    private static final Field<String> BETA_HASH = field(name("beta_hash"), String.class);
    private static final Field<String> TENANT = field(name("tenant_id"), String.class);
    private static final Field<Long> CREATED = field(name("created_at"), Long.class);

    private final Db db;
    private final KeyVault vault;

    public ApiKeyStore(Db db, KeyVault vault) {
        this.db = db;
        this.vault = vault;
    }

    /// Stores a new key.
    public void insert(TenantId tenant, ApiKey key) {
        AssistantId assistant = key.assistant();
        db.inTransaction(
                Lane.BROWSE,
                sql -> sql.insertInto(API_KEY)
                        .set(TOKEN_HASH, KeyVault.fingerprint(key.token().reveal()))
                        .set(TENANT, tenant.value())
                        .set(field(name("token_sealed"), String.class), vault.seal(key.token()))
                        .set(BETA_HASH, KeyVault.fingerprint(key.beta().reveal()))
                        .set(field(name("beta_sealed"), String.class), vault.seal(key.beta()))
                        .set(field(name("assistant_id"), String.class), assistant == null ? null : assistant.value())
                        .set(field(name("source"), String.class), key.source())
                        .set(CREATED, key.createdAt())
                        .execute());
    }

    /// The tenant's keys, oldest first.
    public List<ApiKey> list(TenantId tenant) {
        return db.query(
                Lane.BROWSE,
                sql -> sql.selectFrom(API_KEY)
                        .where(TENANT.eq(tenant.value()))
                        .orderBy(CREATED)
                        .fetch(this::read));
    }

    /// Removes the tenant's key; nothing happens when it has no such key.
    public void delete(TenantId tenant, String token) {
        db.inTransaction(
                Lane.BROWSE,
                sql -> sql.deleteFrom(API_KEY)
                        .where(TENANT.eq(tenant.value()))
                        .and(TOKEN_HASH.eq(KeyVault.fingerprint(token)))
                        .execute());
    }

    Optional<ApiKey> findByToken(String token) {
        return find(TOKEN_HASH.eq(KeyVault.fingerprint(token)));
    }

    Optional<ApiKey> findByBeta(String beta) {
        return find(BETA_HASH.eq(KeyVault.fingerprint(beta)));
    }

    private Optional<ApiKey> find(Condition condition) {
        return db.query(
                Lane.CHAT, sql -> sql.selectFrom(API_KEY).where(condition).fetchOptional(this::read));
    }

    private ApiKey read(Record row) {
        String assistant = row.get("assistant_id", String.class);
        return new ApiKey(
                new TenantId(row.get(TENANT)),
                vault.unseal(row.get("token_sealed", String.class)),
                vault.unseal(row.get("beta_sealed", String.class)),
                assistant == null ? null : new AssistantId(assistant),
                row.get("source", String.class),
                row.get(CREATED));
    }
}
