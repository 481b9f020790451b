package dev.freshet.db;

import org.jooq.Configuration;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.SelectForUpdateStep;

/// Holds rows that a transaction has read and is about to change.
public final class RowLocks {
    private RowLocks() {}

    /// The same query, holding its rows until the transaction ends. SQLite needs no such words: it has one
    /// writer.
    public static <R extends Record> ResultQuery<R> hold(SelectForUpdateStep<R> query) {
        Configuration configuration = query.configuration();
        boolean oneWriter = configuration != null && configuration.family() == SQLDialect.SQLITE;
        return oneWriter ? query : query.forUpdate();
    }
}
