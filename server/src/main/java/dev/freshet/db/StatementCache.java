package dev.freshet.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jooq.tools.jdbc.DefaultConnection;
import org.jooq.tools.jdbc.DefaultPreparedStatement;

/// A connection that keeps the statements it has prepared, for the next time the same SQL comes. SQLite's driver
/// compiles a statement each time it is prepared, which took a quarter of the CPU of a question's reads; network
/// drivers keep statements by themselves.
///
/// Of one thread, like the connection beneath.
final class StatementCache extends DefaultConnection {
    private static final int MOST_KEPT = 64;

    /// By SQL, the one unused longest first. A statement that is in use is not in here.
    private final LinkedHashMap<String, PreparedStatement> idle = new LinkedHashMap<>();

    StatementCache(Connection connection) {
        super(connection);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        PreparedStatement kept = idle.remove(sql);
        return new Lent(sql, kept != null ? kept : super.prepareStatement(sql));
    }

    private void keep(String sql, PreparedStatement statement) throws SQLException {
        statement.clearParameters();
        PreparedStatement twin = idle.put(sql, statement);
        if (twin != null) {
            twin.close();
        }
        if (idle.size() > MOST_KEPT) {
            idle.pollFirstEntry().getValue().close();
        }
    }

    @Override
    public void close() throws SQLException {
        List<PreparedStatement> kept = new ArrayList<>(idle.values());
        idle.clear();
        for (PreparedStatement statement : kept) {
            statement.close();
        }
        super.close();
    }

    /// A statement that comes back when it is closed, if it was executed and did not fail: what state a failed one, or
    /// a batch, leaves behind is not worth knowing.
    private final class Lent extends DefaultPreparedStatement {
        private final String sql;
        private boolean good;
        private boolean closed;

        Lent(String sql, PreparedStatement statement) {
            super(statement, StatementCache.this);
            this.sql = sql;
        }

        @Override
        public boolean execute() throws SQLException {
            good = false;
            boolean rows = super.execute();
            good = true;
            return rows;
        }

        @Override
        public ResultSet executeQuery() throws SQLException {
            good = false;
            ResultSet rows = super.executeQuery();
            good = true;
            return rows;
        }

        @Override
        public int executeUpdate() throws SQLException {
            good = false;
            int count = super.executeUpdate();
            good = true;
            return count;
        }

        @Override
        public void addBatch() throws SQLException {
            good = false;
            super.addBatch();
        }

        @Override
        public void close() throws SQLException {
            if (closed) {
                return;
            }
            closed = true;
            if (good) {
                keep(sql, getDelegatePreparedStatement());
            } else {
                super.close();
            }
        }

        @Override
        public boolean isClosed() throws SQLException {
            return closed || super.isClosed();
        }
    }
}
