package dev.freshet.account;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.TenantId;
import dev.freshet.core.UserId;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.exception.IntegrityConstraintViolationException;

/// People and their tenants in the database.
public final class AccountStore {
    private static final Table<Record> ACCOUNT = table(name("account"));
    private static final Table<Record> TENANT = table(name("tenant"));
    private static final Table<Record> MEMBER = table(name("tenant_member"));
    private static final Field<String> ID = field(name("id"), String.class);
    private static final Field<String> EMAIL = field(name("email"), String.class);
    private static final Field<String> EMAIL_KEY = field(name("email_key"), String.class);
    private static final Field<String> NICKNAME = field(name("nickname"), String.class);
    private static final Field<String> PASSWORD_HASH = field(name("password_hash"), String.class);
    private static final Field<String> LOGIN_HASH = field(name("login_hash"), String.class);
    private static final Field<Long> UPDATED = field(name("updated_at"), Long.class);

    private final Db db;

    public AccountStore(Db db) {
        this.db = db;
    }

    /// Stores a new account with its tenant and its membership as owner.
    ///
    /// @param onlyIfFirst refuses when there is an account already
    /// @throws AppException.Rejected with `CONFLICT` when the address is taken, `FORBIDDEN` when it is not
    ///     the first
    public void insert(Account account, Credentials credentials, Tenant.DefaultModels models, boolean onlyIfFirst) {
        try {
            db.inTransaction(Lane.BROWSE, sql -> {
                if (sql.fetchExists(ACCOUNT, EMAIL_KEY.eq(key(account.email())))) {
                    throw taken(account);
                }
                if (onlyIfFirst && sql.fetchExists(ACCOUNT)) {
                    throw new AppException.Rejected(ErrorCode.FORBIDDEN, "User registration is disabled!");
                }
                insertAccount(sql, account, credentials);
                insertTenant(sql, account, models);
                return sql.insertInto(MEMBER)
                        .set(
                                field(name("tenant_id"), String.class),
                                account.tenant().value())
                        .set(
                                field(name("account_id"), String.class),
                                account.id().value())
                        .set(field(name("role"), String.class), "owner")
                        .set(field(name("created_at"), Long.class), account.createdAt())
                        .execute();
            });
        } catch (IntegrityConstraintViolationException metAnother) {
            throw taken(account);
        }
    }

    /// Where there are several writers, two may pass the look-up; the database lets one of them in.
    private static AppException taken(Account account) {
        return AppException.conflict("Email: " + account.email() + " has already registered!");
    }

    /// What is stored of password and login token.
    record Credentials(String passwordHash, String loginHash) {}

    /// An account and what its password is checked with.
    record Known(Account account, String passwordHash) {}

    public boolean isEmpty() {
        return !db.query(Lane.BROWSE, sql -> sql.fetchExists(ACCOUNT));
    }

    Optional<Known> findByEmail(String email) {
        return db.query(
                Lane.BROWSE,
                sql -> sql.selectFrom(ACCOUNT)
                        .where(EMAIL_KEY.eq(key(email)))
                        .fetchOptional(row -> new Known(read(row), row.get(PASSWORD_HASH))));
    }

    /// The account that signs in with this address, whatever the case of its letters.
    public Optional<Account> findByAddress(String email) {
        return find(EMAIL_KEY.eq(key(email)));
    }

    public Optional<Account> findByLogin(String loginHash) {
        return find(LOGIN_HASH.eq(loginHash));
    }

    public Optional<Account> find(UserId account) {
        return find(ID.eq(account.value()));
    }

    /// The account that was made first.
    public Optional<Account> first() {
        return db.query(
                Lane.BROWSE,
                sql -> sql.selectFrom(ACCOUNT)
                        .orderBy(field(name("created_at")))
                        .limit(1)
                        .fetchOptional(AccountStore::read));
    }

    /// Makes the token the only one that the account signs in with.
    void setLogin(UserId account, String loginHash, long now) {
        db.inTransaction(
                Lane.BROWSE,
                sql -> sql.update(ACCOUNT)
                        .set(LOGIN_HASH, loginHash)
                        .set(field(name("last_login_at"), Long.class), now)
                        .set(UPDATED, now)
                        .where(ID.eq(account.value()))
                        .execute());
    }

    /// Replaces the password's hash.
    void setPassword(UserId account, String passwordHash, long now) {
        db.inTransaction(
                Lane.BROWSE,
                sql -> sql.update(ACCOUNT)
                        .set(PASSWORD_HASH, passwordHash)
                        .set(UPDATED, now)
                        .where(ID.eq(account.value()))
                        .execute());
    }

    /// Replaces what the person may change.
    void setProfile(UserId account, Profile profile, long now) {
        db.inTransaction(
                Lane.BROWSE,
                sql -> sql.update(ACCOUNT)
                        .set(NICKNAME, profile.nickname())
                        .set(field(name("avatar"), String.class), profile.avatar())
                        .set(field(name("language"), String.class), profile.language())
                        .set(field(name("color_schema"), String.class), profile.colorSchema())
                        .set(field(name("timezone"), String.class), profile.timezone())
                        .set(UPDATED, now)
                        .where(ID.eq(account.value()))
                        .execute());
    }

    public Optional<Tenant> tenant(TenantId tenant) {
        return db.query(
                Lane.CHAT,
                sql -> sql.selectFrom(TENANT).where(ID.eq(tenant.value())).fetchOptional(AccountStore::readTenant));
    }

    /// Changes which models the tenant uses where nothing is said.
    public void setModels(TenantId tenant, Tenant.DefaultModels models, long now) {
        db.inTransaction(Lane.BROWSE, sql -> {
            var update = sql.update(TENANT).set(UPDATED, now);
            return update.set(field(name("chat_model"), String.class), models.chat())
                    .set(field(name("embedding_model"), String.class), models.embedding())
                    .set(field(name("rerank_model"), String.class), models.rerank())
                    .set(field(name("speech_to_text_model"), String.class), models.speechToText())
                    .set(field(name("image_to_text_model"), String.class), models.imageToText())
                    .set(field(name("speech_model"), String.class), models.speech())
                    .where(ID.eq(tenant.value()))
                    .execute();
        });
    }

    private Optional<Account> find(Condition condition) {
        return db.query(
                Lane.CHAT, sql -> sql.selectFrom(ACCOUNT).where(condition).fetchOptional(AccountStore::read));
    }

    private static void insertAccount(DSLContext sql, Account account, Credentials credentials) {
        sql.insertInto(ACCOUNT)
                .set(ID, account.id().value())
                .set(EMAIL, account.email())
                .set(EMAIL_KEY, key(account.email()))
                .set(NICKNAME, account.nickname())
                .set(PASSWORD_HASH, credentials.passwordHash())
                .set(LOGIN_HASH, credentials.loginHash())
                .set(field(name("avatar"), String.class), account.avatar())
                .set(field(name("language"), String.class), account.language())
                .set(field(name("color_schema"), String.class), account.colorSchema())
                .set(field(name("timezone"), String.class), account.timezone())
                .set(field(name("active"), Integer.class), account.active() ? 1 : 0)
                .set(field(name("superuser"), Integer.class), account.superuser() ? 1 : 0)
                .set(field(name("last_login_at"), Long.class), account.lastLoginAt())
                .set(field(name("created_at"), Long.class), account.createdAt())
                .set(UPDATED, account.updatedAt())
                .execute();
    }

    private static void insertTenant(DSLContext sql, Account account, Tenant.DefaultModels models) {
        sql.insertInto(TENANT)
                .set(ID, account.tenant().value())
                .set(field(name("name"), String.class), account.nickname())
                .set(field(name("chat_model"), String.class), models.chat())
                .set(field(name("embedding_model"), String.class), models.embedding())
                .set(field(name("rerank_model"), String.class), models.rerank())
                .set(field(name("speech_to_text_model"), String.class), models.speechToText())
                .set(field(name("image_to_text_model"), String.class), models.imageToText())
                .set(field(name("speech_model"), String.class), models.speech())
                .set(field(name("created_at"), Long.class), account.createdAt())
                .set(UPDATED, account.updatedAt())
                .execute();
    }

    static String key(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    private static Account read(Record row) {
        return new Account(
                new UserId(row.get(ID)),
                row.get(EMAIL),
                row.get(NICKNAME),
                row.get("avatar", String.class),
                row.get("language", String.class),
                row.get("color_schema", String.class),
                row.get("timezone", String.class),
                row.get("active", Integer.class) == 1,
                row.get("superuser", Integer.class) == 1,
                row.get("last_login_at", Long.class),
                row.get("created_at", Long.class),
                row.get(UPDATED));
    }

    private static Tenant readTenant(Record row) {
        return new Tenant(
                new TenantId(row.get(ID)),
                row.get("name", String.class),
                new Tenant.DefaultModels(
                        row.get("chat_model", String.class),
                        row.get("embedding_model", String.class),
                        row.get("rerank_model", String.class),
                        row.get("speech_to_text_model", String.class),
                        row.get("image_to_text_model", String.class),
                        row.get("speech_model", String.class)));
    }
}
