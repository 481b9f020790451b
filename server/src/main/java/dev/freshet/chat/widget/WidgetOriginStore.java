package dev.freshet.chat.widget;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.freshet.core.AssistantId;
import dev.freshet.core.TenantId;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/// The lists of origins in the database.
public final class WidgetOriginStore {
    private static final Table<Record> ORIGINS = table(name("widget_origin"));
    private static final Field<String> ASSISTANT = field(name("assistant_id"), String.class);
    private static final Field<String> TENANT = field(name("tenant_id"), String.class);
    private static final Field<Integer> POSITION = field(name("position"), Integer.class);
    private static final Field<String> ORIGIN = field(name("origin"), String.class);

    private final Db db;

    public WidgetOriginStore(Db db) {
        this.db = db;
    }

    /// The origins of an assistant, in the order in which they were listed.
    public WidgetOrigins find(TenantId tenant, AssistantId assistant) {
        List<String> origins = db.query(
                Lane.CHAT,
                sql -> sql.select(ORIGIN)
                        .from(ORIGINS)
                        .where(of(tenant, assistant))
                        .orderBy(POSITION)
                        .fetch(ORIGIN));
        return new WidgetOrigins(origins);
    }

    /// Puts others in their place.
    public void replace(TenantId tenant, AssistantId assistant, WidgetOrigins origins) {
        db.inTransaction(Lane.BROWSE, sql -> {
            sql.deleteFrom(ORIGINS).where(of(tenant, assistant)).execute();
            int position = 0;
            for (String origin : origins.origins()) {
                sql.insertInto(ORIGINS)
                        .set(ASSISTANT, assistant.value())
                        .set(TENANT, tenant.value())
                        .set(POSITION, position++)
                        .set(ORIGIN, origin)
                        .execute();
            }
            return position;
        });
    }

    private static Condition of(TenantId tenant, AssistantId assistant) {
        return TENANT.eq(tenant.value()).and(ASSISTANT.eq(assistant.value()));
    }
}
