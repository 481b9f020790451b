package dev.freshet.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jooq.tools.jdbc.DefaultPreparedStatement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatementCacheTest {
    private static final String SELECT = "select name from things where name >= ? order by name";
    private static final String INSERT = "insert into things (name) values (?)";

    private StatementCache connection;

    @BeforeEach
    void openDatabase() throws SQLException {
        connection = new StatementCache(DriverManager.getConnection("jdbc:sqlite::memory:"));
        try (var statement = connection.createStatement()) {
            statement.execute("create table things (name text primary key)");
        }
        insert("a");
        insert("b");
    }

    @AfterEach
    void closeDatabase() throws SQLException {
        connection.close();
    }

    @Test
    void preparesTheSameSqlOnce() throws SQLException {
        PreparedStatement first = read("a", "a");
        assertThat(read("b", "b")).isSameAs(first);
    }

    @Test
    void forgetsTheValuesOfTheLastTime() throws SQLException {
        read("a", "a");
        try (PreparedStatement select = connection.prepareStatement(SELECT);
                ResultSet rows = select.executeQuery()) {
            assertThat(rows.next()).as("nothing is at least null").isFalse();
        }
    }

    @Test
    void twoThatRunAtOnceAreTwo() throws SQLException {
        try (PreparedStatement outer = connection.prepareStatement(SELECT)) {
            outer.setString(1, "a");
            try (ResultSet rows = outer.executeQuery()) {
                rows.next();
                read("b", "b");
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("b");
            }
        }
        read("a", "a");
    }

    @Test
    void aStatementThatFailedIsNotKept() throws SQLException {
        PreparedStatement failed;
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            failed = prepared(insert);
            insert.setString(1, "a");
            assertThatThrownBy(insert::executeUpdate).isInstanceOf(SQLException.class);
        }
        assertThat(failed.isClosed()).isTrue();
        insert("c");
        read("c", "c");
    }

    @Test
    void closesWhatHasNotBeenUsedForLongest() throws SQLException {
        PreparedStatement oldest = read("a", "a");
        for (int i = 0; i < 100; i++) {
            try (PreparedStatement other = connection.prepareStatement("select " + i)) {
                other.execute();
            }
        }
        assertThat(oldest.isClosed()).isTrue();
        read("a", "a");
    }

    @Test
    void closesAllWithTheConnection() throws SQLException {
        PreparedStatement kept = read("a", "a");
        connection.close();
        assertThat(kept.isClosed()).isTrue();
        assertThat(connection.isClosed()).isTrue();
    }

    private void insert(String name) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
    }

    /// Reads the first name from `from` on, leaves the other rows unread, and returns the driver's statement.
    private PreparedStatement read(String from, String expected) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, from);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo(expected);
            }
            return prepared(select);
        }
    }

    private static PreparedStatement prepared(PreparedStatement lent) throws SQLException {
        return ((DefaultPreparedStatement) lent).getDelegatePreparedStatement();
    }
}
