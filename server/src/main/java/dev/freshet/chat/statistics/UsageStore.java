package dev.freshet.chat.statistics;

import static org.jooq.impl.DSL.avg;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import dev.freshet.chat.Session;
import dev.freshet.core.TenantId;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jooq.Field;
import org.jooq.Record;

/// Adds up what sessions have counted.
public final class UsageStore {
    private static final Field<Long> CREATED = field(name("created_at"), Long.class);
    private static final Field<Long> DAY = CREATED.div(inline(Duration.ofDays(1).toMillis()));
    private static final Field<Integer> SESSIONS = count();
    private static final Field<Integer> USERS = countDistinct(field(name("user_id"), String.class));
    private static final Field<BigDecimal> TOKENS = sum(field(name("tokens"), Long.class));
    private static final Field<BigDecimal> SECONDS = sum(field(name("duration"), Double.class));
    private static final Field<BigDecimal> ROUNDS = avg(field(name("rounds"), Integer.class));
    private static final Field<BigDecimal> LIKES = sum(field(name("thumb_up"), Integer.class));

    private final Db db;

    public UsageStore(Db db) {
        this.db = db;
    }

    /// Usage of the sessions that widgets and the legacy API have begun, by days in UTC, for days that have any.
    ///
    /// @param from epoch milliseconds
    /// @param to epoch milliseconds, included
    public List<DayUsage> byDay(TenantId tenant, long from, long to) {
        return db.query(
                Lane.BROWSE,
                sql -> sql.select(DAY, SESSIONS, USERS, TOKENS, SECONDS, ROUNDS, LIKES)
                        .from(table(name("session")))
                        .where(field(name("tenant_id"), String.class).eq(tenant.value()))
                        .and(field(name("kind"), String.class).eq(Session.Kind.WIDGET.key()))
                        .and(CREATED.between(from, to))
                        .groupBy(DAY)
                        .orderBy(DAY)
                        .fetch(UsageStore::read));
    }

    private static DayUsage read(Record row) {
        return new DayUsage(
                LocalDate.ofEpochDay(row.get(DAY)),
                row.get(SESSIONS),
                row.get(USERS),
                row.get(TOKENS).longValue(),
                row.get(SECONDS).doubleValue(),
                row.get(ROUNDS).doubleValue(),
                row.get(LIKES).intValue());
    }
}
