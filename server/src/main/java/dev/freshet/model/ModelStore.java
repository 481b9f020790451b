package dev.freshet.model;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.KeyVault;
import dev.freshet.core.Secret;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/// The models that tenants have set up. Keys lie sealed in the database.
public final class ModelStore {
    private static final Table<Record> MODEL = table("tenant_model");
    private static final Field<String> TENANT = field("tenant_id", String.class);
    private static final Field<String> FACTORY = field("factory", String.class);
    private static final Field<String> NAME = field(name("name"), String.class);
    private static final Field<String> TYPE = field(name("type"), String.class);
    private static final Field<String> API_BASE = field("api_base", String.class);
    private static final Field<String> KEY = field("key_sealed", String.class);
    private static final Field<Integer> MAX_TOKENS = field("max_tokens", Integer.class);
    private static final Field<Long> USED_TOKENS = field(name("tenant_model", "used_tokens"), Long.class);
    private static final Field<Integer> ENABLED = field("enabled", Integer.class);
    private static final Field<Long> CREATED = field("created_at", Long.class);
    private static final Field<Long> UPDATED = field("updated_at", Long.class);

    private final Db db;
    private final KeyVault vault;
    private final Timestamps timestamps;

    public ModelStore(Db db, KeyVault vault, Timestamps timestamps) {
        this.db = db;
        this.vault = vault;
        this.timestamps = timestamps;
    }

    /// All models of a tenant, by provider and name.
    public List<TenantModel> list(TenantId tenant) {
        return db.query(Lane.BROWSE, sql -> fetch(sql, TENANT.eq(tenant.value())));
    }

    /// The model of that name, under any of its types.
    public Optional<TenantModel> find(TenantId tenant, ModelName model, ModelType type) {
        return db.query(Lane.CHAT, sql -> fetch(sql, is(tenant, model), TYPE.eq(type.key()))).stream()
                .findFirst();
    }

    /// Models of that bare name with every provider that has it.
    public List<TenantModel> named(TenantId tenant, String model, ModelType type) {
        return db.query(Lane.CHAT, sql -> fetch(sql, TENANT.eq(tenant.value()), NAME.eq(model), TYPE.eq(type.key())));
    }

    private List<TenantModel> fetch(DSLContext sql, Condition... conditions) {
        return sql.select(TENANT, FACTORY, NAME, TYPE, API_BASE, KEY, MAX_TOKENS, USED_TOKENS, ENABLED)
                .from(MODEL)
                .where(conditions)
                .orderBy(FACTORY, NAME, TYPE)
                .fetch(this::read);
    }

    private TenantModel read(Record row) {
        return new TenantModel(
                new TenantId(row.get(TENANT)),
                new ModelName(row.get(NAME), row.get(FACTORY)),
                ModelType.of(row.get(TYPE)).orElseThrow(),
                row.get(API_BASE),
                unsealed(row.get(KEY)),
                row.get(MAX_TOKENS),
                row.get(USED_TOKENS),
                row.get(ENABLED) != 0);
    }

    /// Where no key is needed, none is sealed.
    private Secret unsealed(String sealed) {
        return sealed.isEmpty() ? new Secret("") : vault.unseal(sealed);
    }

    /// Sets the models up, all or none; those that are there already keep what they have cost.
    public void save(List<TenantModel> models) {
        db.inTransaction(Lane.BROWSE, sql -> {
            models.forEach(model -> upsert(sql, model));
            return models.size();
        });
    }

    private void upsert(DSLContext sql, TenantModel model) {
        String sealed = model.key().isEmpty() ? "" : vault.seal(model.key());
        long now = timestamps.next();
        sql.insertInto(MODEL)
                .set(TENANT, model.tenant().value())
                .set(FACTORY, model.name().provider())
                .set(NAME, model.name().name())
                .set(TYPE, model.type().key())
                .set(API_BASE, model.baseUrl())
                .set(KEY, sealed)
                .set(MAX_TOKENS, model.contextTokens())
                .set(field("used_tokens", Long.class), model.usedTokens())
                .set(ENABLED, model.enabled() ? 1 : 0)
                .set(CREATED, now)
                .set(UPDATED, now)
                .onConflict(TENANT, FACTORY, NAME, TYPE)
                .doUpdate()
                .set(API_BASE, model.baseUrl())
                .set(KEY, sealed)
                .set(MAX_TOKENS, model.contextTokens())
                .set(ENABLED, model.enabled() ? 1 : 0)
                .set(UPDATED, now)
                .execute();
    }

    /// Takes a model away, under all its types; false when there is none.
    public boolean delete(TenantId tenant, ModelName model) {
        return db.inTransaction(
                        Lane.BROWSE,
                        sql -> sql.deleteFrom(MODEL).where(is(tenant, model)).execute())
                > 0;
    }

    /// Takes all models of a provider away.
    public void deleteProvider(TenantId tenant, String provider) {
        db.inTransaction(
                Lane.BROWSE,
                sql -> sql.deleteFrom(MODEL)
                        .where(TENANT.eq(tenant.value()), FACTORY.eq(provider))
                        .execute());
    }

    /// Allows or forbids a model, under all its types; false when there is none.
    public boolean enable(TenantId tenant, ModelName model, boolean enabled) {
        return db.inTransaction(
                        Lane.BROWSE,
                        sql -> sql.update(MODEL)
                                .set(ENABLED, enabled ? 1 : 0)
                                .set(UPDATED, timestamps.now())
                                .where(is(tenant, model))
                                .execute())
                > 0;
    }

    /// Adds to what a model has cost; a model that is gone meanwhile is passed over.
    public void addUsed(TenantId tenant, ModelName model, ModelType type, long tokens) {
        db.inTransaction(
                Lane.CHAT,
                sql -> sql.update(MODEL)
                        .set(field("used_tokens", Long.class), USED_TOKENS.plus(tokens))
                        .where(is(tenant, model), TYPE.eq(type.key()))
                        .execute());
    }

    /// What a model has cost.
    public record Spent(ModelName model, ModelType type, long tokens) {}

    /// Adds to what a model has cost, within the transaction that stores what it was for.
    public static void addUsed(DSLContext sql, TenantId tenant, Spent spent) {
        sql.update(MODEL)
                .set(field("used_tokens", Long.class), USED_TOKENS.plus(spent.tokens()))
                .where(is(tenant, spent.model()), TYPE.eq(spent.type().key()))
                .execute();
    }

    private static Condition is(TenantId tenant, ModelName model) {
        return TENANT.eq(tenant.value()).and(FACTORY.eq(model.provider())).and(NAME.eq(model.name()));
    }
}
