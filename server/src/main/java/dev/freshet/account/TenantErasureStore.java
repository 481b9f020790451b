package dev.freshet.account;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import java.util.List;
import org.jooq.Field;

/// Erases a person and the person's tenant from the database. Where their files are and what the index knows of them
/// has to be seen to before, because nothing tells of it afterwards.
public final class TenantErasureStore {
    /// Every table whose rows belong to a tenant, what refers to something else before that.
    private static final List<String> OWNED = List.of(
            "request_key",
            "answer",
            "message",
            "session",
            "widget_origin",
            "assistant",
            "saved_search",
            "file_link",
            "stored_file",
            "job",
            "chunk",
            "document",
            "dataset",
            "tenant_model",
            "api_key",
            "tenant_member");

    private static final Field<String> TENANT = field(name("tenant_id"), String.class);
    private static final Field<String> ACCOUNT = field(name("account_id"), String.class);
    private static final Field<String> ID = field(name("id"), String.class);

    private final Db db;

    public TenantErasureStore(Db db) {
        this.db = db;
    }

    /// Erases all rows of the account and of its tenant, or none; its memberships of other tenants too.
    public void erase(Account account) {
        String tenant = account.tenant().value();
        String person = account.id().value();
        db.inTransaction(Lane.BROWSE, sql -> {
            for (String owned : OWNED) {
                sql.deleteFrom(table(name(owned))).where(TENANT.eq(tenant)).execute();
            }
            for (String personal : List.of("tenant_member", "sign_in_link")) {
                sql.deleteFrom(table(name(personal))).where(ACCOUNT.eq(person)).execute();
            }
            sql.deleteFrom(table(name("tenant"))).where(ID.eq(tenant)).execute();
            return sql.deleteFrom(table(name("account"))).where(ID.eq(person)).execute();
        });
    }
}
