package dev.freshet.account;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.KeyVault;
import dev.freshet.core.UserId;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/// Links that sign in whoever opens them first.
final class SignInLinkStore {
    private static final Table<Record> LINK = table(name("sign_in_link"));
    private static final Field<String> TOKEN_HASH = field(name("token_hash"), String.class);
    private static final Field<String> ACCOUNT = field(name("account_id"), String.class);
    private static final Field<Long> EXPIRES = field(name("expires_at"), Long.class);

    private final Db db;

    SignInLinkStore(Db db) {
        this.db = db;
    }

    /// Stores a link's token; earlier links of the account end.
    void replace(UserId account, String token, long expiresAt) {
        db.inTransaction(Lane.BROWSE, sql -> {
            sql.deleteFrom(LINK).where(ACCOUNT.eq(account.value())).execute();
            return sql.insertInto(LINK)
                    .set(TOKEN_HASH, KeyVault.fingerprint(token))
                    .set(ACCOUNT, account.value())
                    .set(EXPIRES, expiresAt)
                    .execute();
        });
    }

    /// Uses a link up: whose it was, when it was still good.
    Optional<UserId> take(String token, long now) {
        return db.inTransaction(Lane.BROWSE, sql -> {
            Optional<UserId> account = sql.selectFrom(LINK)
                    .where(TOKEN_HASH.eq(KeyVault.fingerprint(token)))
                    .and(EXPIRES.gt(now))
                    .fetchOptional(row -> new UserId(row.get(ACCOUNT)));
            sql.deleteFrom(LINK)
                    .where(TOKEN_HASH.eq(KeyVault.fingerprint(token)))
                    .execute();
            return account;
        });
    }
}
